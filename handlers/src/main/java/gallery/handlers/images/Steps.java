package gallery.handlers.images;

import gallery.handlers.function.FunctionLog;
import gallery.handlers.function.Metrics;
import gallery.handlers.process.Failure;
import gallery.handlers.process.ImageProcess;
import gallery.handlers.process.Processes;
import gallery.handlers.process.Status;
import java.time.Clock;
import java.time.Duration;

/** Moves images on, and tells the log and the metrics when it was this function that did. */
final class Steps {

    private final Processes processes;
    private final Metrics metrics;
    private final Clock clock;

    Steps(Processes processes, Metrics metrics, Clock clock) {
        this.processes = processes;
        this.metrics = metrics;
        this.clock = clock;
    }

    void move(ImageProcess process, Status to, FunctionLog log) {
        if (processes.move(process, to)) {
            reached(process, to, log);
        } else {
            log.info("another message has moved the image on already");
        }
    }

    void fail(ImageProcess process, Failure reason, FunctionLog log) {
        if (processes.fail(process, reason)) {
            log.info("the image has failed", "reason", reason.name());
            reached(process, Status.FAILED, log);
        } else {
            log.info("another message has moved the image on already");
        }
    }

    /** Tells that an image has come from the status in {@code before} to {@code to}. */
    void reached(ImageProcess before, Status to, FunctionLog log) {
        log.info("the image has moved on", "status", to.name());
        metrics.reached(log, to.name(), Duration.between(before.since(), clock.instant()));
    }
}
