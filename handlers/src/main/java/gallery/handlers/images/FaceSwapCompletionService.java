package gallery.handlers.images;

import gallery.handlers.function.FunctionLog;
import gallery.handlers.process.Attempt;
import gallery.handlers.process.Displays;
import gallery.handlers.process.Failure;
import gallery.handlers.process.FinishedImage;
import gallery.handlers.process.ImageId;
import gallery.handlers.process.ImageKind;
import gallery.handlers.process.ImageProcess;
import gallery.handlers.process.Processes;
import gallery.handlers.process.Processes.FailedAttempt;
import gallery.handlers.process.Retention;
import gallery.handlers.process.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Goes on with what the models have made: has GFPGAN restore a swapped face, shows a result, and ends images whose model
 * failed.
 *
 * <p>A picture that a model has written is proof enough, whatever order its event and a failure's come in: it is used even
 * when the image counts as failed.
 */
final class FaceSwapCompletionService {

    private final Processes processes;
    private final Displays displays;
    private final Pictures pictures;
    private final Optional<ModelStep> restoration;
    private final Steps steps;
    private final Retention retention;
    private final Clock clock;

    /**
     * Shows what arrives.
     *
     * @param restoration GFPGAN's work; empty when pictures are shown as FaceChain makes them
     */
    FaceSwapCompletionService(
            Processes processes,
            Displays displays,
            Pictures pictures,
            Optional<ModelStep> restoration,
            Steps steps,
            Retention retention,
            Clock clock) {
        this.processes = processes;
        this.displays = displays;
        this.pictures = pictures;
        this.restoration = restoration;
        this.steps = steps;
        this.retention = retention;
        this.clock = clock;
    }

    /** A portrait with the visitor's face has arrived. */
    void swapped(ImageId id, FunctionLog log) {
        Optional<ImageProcess> found = find(id, log);
        if (found.isEmpty()) {
            return;
        }
        ImageProcess process = found.get();
        boolean ended = process.status() == Status.COMPLETED
                || process.failure()
                        .filter(reason -> reason != Failure.SWAP_FAILED)
                        .isPresent();
        if (ended) {
            log.info("the image has ended already", "status", process.status().name());
        } else if (restoration.isPresent()) {
            InferenceRequest request = new InferenceRequest(
                    id, ImageKind.FACE_SWAPPED.key(id), Optional.empty(), ImageKind.RESULT.key(id));
            restoration.get().run(process, request, log);
        } else {
            // Begun while pictures were still restored. The copy's arrival is the event that finishes the image.
            pictures.copy(ImageKind.FACE_SWAPPED.key(id), ImageKind.RESULT.key(id));
        }
    }

    /** A finished picture has arrived. */
    void finished(ImageId id, FunctionLog log) {
        Optional<ImageProcess> found = find(id, log);
        if (found.isEmpty()) {
            return;
        }
        ImageProcess process = found.get();
        if (process.status() == Status.COMPLETED) {
            log.info("the image is finished already");
            return;
        }
        Instant now = clock.instant();
        FinishedImage image = new FinishedImage(
                id,
                process.userId(),
                process.choice(),
                process.baseImageKey(),
                ImageKind.RESULT.key(id),
                process.story(),
                retention.expiry(now));
        displays.publish(image, now);
        // Last, so that a crash before it has all of this done again.
        steps.move(process, Status.COMPLETED, log);
    }

    /** SageMaker has reported that an attempt failed. */
    void failed(String failureKey, FunctionLog log) {
        FailedAttempt failed = processes
                .findByFailure(failureKey)
                .orElseThrow(() ->
                        new UndecidedException("it is not known yet which image the failed inference belongs to"));
        log.with("uuid", failed.id().value());
        Optional<ImageProcess> found = find(failed.id(), log);
        if (found.isEmpty()) {
            return;
        }
        ImageProcess process = found.get();
        boolean current = process.attempt()
                .map(Attempt::token)
                .filter(failed.token()::equals)
                .isPresent();
        if (current && process.status() == Status.SWAPPING) {
            steps.fail(process, Failure.SWAP_FAILED, log);
        } else if (current && process.status() == Status.RESTORING) {
            steps.fail(process, Failure.RESTORATION_FAILED, log);
        } else {
            log.info("the failed attempt is not the image's last");
        }
    }

    private Optional<ImageProcess> find(ImageId id, FunctionLog log) {
        Optional<ImageProcess> found = processes.find(id);
        if (found.isEmpty()) {
            log.warn("the image is unknown or expired");
        }
        return found;
    }
}
