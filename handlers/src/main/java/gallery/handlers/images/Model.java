package gallery.handlers.images;

import java.time.Duration;
import java.util.Optional;

/** A model that makes pictures; every start of it costs GPU time. */
interface Model {

    /** Part of the name of its requests in the bucket. */
    String name();

    /** When nothing has come of a start after so long, nothing will. */
    Duration longest();

    /**
     * Starts the work; the result arrives in the bucket.
     *
     * @param inputKey holds the request
     * @param inferenceId names the work at SageMaker; up to 64 letters, digits and hyphens
     * @return the key at which SageMaker will report a failure; empty when the work is done already, or failures
     *     are not reported
     * @throws NotStartedException when the model has surely not begun; may be tried again
     * @throws ModelRefusedException when the model cannot make this picture
     */
    Optional<String> start(InferenceRequest request, String inputKey, String inferenceId)
            throws NotStartedException, ModelRefusedException;
}
