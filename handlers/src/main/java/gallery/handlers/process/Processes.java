package gallery.handlers.process;

import java.util.Optional;

/**
 * The images on their way. Every change is one conditional write, so that of two functions that do the same only one
 * succeeds; a method that answers {@code false} has changed nothing, because the image has moved on meanwhile.
 */
public interface Processes {

    /** An attempt whose failure SageMaker reports at a known object. */
    record FailedAttempt(ImageId id, String token) {}

    /**
     * Adds a new image. Repeated by the same request, it changes nothing.
     *
     * @param requestId tells the request from any other
     */
    void create(ImageProcess process, String requestId);

    /** The image as of now; empty when it is unknown, deleted or expired. */
    Optional<ImageProcess> find(ImageId id);

    /** Moves an image on that is still as {@code seen}. */
    boolean move(ImageProcess seen, Status to);

    /** Ends an image that is still as {@code seen}. */
    boolean fail(ImageProcess seen, Failure reason);

    /** Claims the start of a model's work on an image that is still as {@code seen}. */
    boolean begin(ImageProcess seen, Status to, Attempt attempt);

    /** Undoes {@link #begin} after the model has surely not begun. */
    boolean release(ImageProcess seen, Attempt attempt);

    /**
     * Notes that the model's work is under way; changes nothing when the image has moved on already.
     *
     * @param failureKey where SageMaker will report a failure; empty when failures are answered directly
     */
    void accept(ImageId id, Attempt attempt, Optional<String> failureKey);

    /** The attempt whose failure lies at {@code failureKey}. */
    Optional<FailedAttempt> findByFailure(String failureKey);
}
