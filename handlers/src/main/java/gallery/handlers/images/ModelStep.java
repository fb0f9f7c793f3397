package gallery.handlers.images;

import gallery.handlers.function.FunctionLog;
import gallery.handlers.process.Attempt;
import gallery.handlers.process.Failure;
import gallery.handlers.process.ImageProcess;
import gallery.handlers.process.Processes;
import gallery.handlers.process.Status;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Has a model work on an image once, however often the message comes.
 *
 * <p>The request is written, the image is claimed by a conditional write, the model is started, and that it is under way is
 * noted. A crash before the claim is resumed. After it, only the note or the result prove that the model was started; while
 * there is neither, the message is given back ({@link UndecidedException}), and after {@link Model#longest()} the model is
 * started anew: nothing can come of the first start then.
 */
final class ModelStep {

    private final Model model;
    private final Status status;
    private final Failure failure;
    private final Pictures pictures;
    private final Processes processes;
    private final Steps steps;
    private final Clock clock;
    private final Supplier<String> tokens;

    /**
     * The work of one model.
     *
     * @param status of images the model works on
     * @param failure of images the model refuses
     * @param tokens gives a new one for each attempt
     */
    ModelStep(
            Model model,
            Status status,
            Failure failure,
            Pictures pictures,
            Processes processes,
            Steps steps,
            Clock clock,
            Supplier<String> tokens) {
        this.model = model;
        this.status = status;
        this.failure = failure;
        this.pictures = pictures;
        this.processes = processes;
        this.steps = steps;
        this.clock = clock;
        this.tokens = tokens;
    }

    /** Starts the model, unless it is or may be at work on this image already. */
    void run(ImageProcess process, InferenceRequest request, FunctionLog log) {
        if (process.status() == status && isUnderWay(process, request, log)) {
            return;
        }
        String inputKey = "inference/input/" + process.id() + "-" + model.name() + ".json";
        pictures.write(inputKey, "application/json", request.json().getBytes(StandardCharsets.UTF_8));
        Attempt attempt = new Attempt(clock.instant(), tokens.get(), false);
        if (!processes.begin(process, status, attempt)) {
            log.info("another message has moved the image on already");
            return;
        }
        try {
            Optional<String> failureKey = model.start(request, inputKey, process.id() + "-" + model.name());
            processes.accept(process.id(), attempt, failureKey);
            steps.reached(process, status, log);
        } catch (NotStartedException e) {
            processes.release(process, attempt);
            throw new ModelUnavailableException(model.name() + " could not be started; it is tried again", e);
        } catch (ModelRefusedException e) {
            log.failure(model.name() + " cannot work on the picture", e);
            steps.fail(process.begun(status, attempt), failure, log);
        }
    }

    /** Whether the model was started; an attempt of which that cannot be known any more counts as not. */
    private boolean isUnderWay(ImageProcess process, InferenceRequest request, FunctionLog log) {
        Optional<Attempt> attempt = process.attempt();
        if (attempt.isEmpty()) {
            return false;
        }
        if (attempt.get().accepted() || pictures.exists(request.output())) {
            log.info(model.name() + " has been started already");
            return true;
        }
        Instant over = attempt.get().started().plus(model.longest());
        if (clock.instant().isBefore(over)) {
            throw new UndecidedException(
                    "it is not known whether " + model.name() + " was started; it is not started again before " + over);
        }
        return false;
    }
}
