package gallery.stacks.functions;

import gallery.environments.ImagePrefix;
import gallery.environments.Inference.Endpoint;
import gallery.environments.Inference.Mode;
import java.time.Duration;
import java.util.List;

/**
 * What a function gets to do, and how much of it at once.
 *
 * @param prefixes new objects below these are its work
 * @param timeout the longest that one batch may take
 * @param batchSize messages in one call, 1 to 10
 * @param concurrency calls at once, 2 to 1,000
 */
record Work(List<ImagePrefix> prefixes, Duration timeout, int batchSize, int concurrency) {

    // SageMaker gives up a realtime request after 60 seconds; the rest is for the function itself.
    private static final Duration LONGEST_REALTIME_CALL = Duration.ofSeconds(90);

    // https://docs.aws.amazon.com/lambda/latest/api/API_ScalingConfig.html
    private static final int LEAST_CONCURRENCY = 2;

    // One waits in the container while the other is worked on.
    private static final int REALTIME_CALLS_PER_MACHINE = 2;

    // Messages that only hand work on; beyond this the models are the narrow place.
    private static final int HANDED_ON_AT_ONCE = 10;

    Work {
        prefixes = List.copyOf(prefixes);
    }

    /** Work that decodes pictures: memory is for one after the other, a few of which fit into the time of a call. */
    static Work decoding(List<ImagePrefix> prefixes, Duration timeout) {
        return new Work(prefixes, timeout, 5, 20);
    }

    /** Work that has a model do the rest. A realtime model keeps the function waiting for each picture. */
    static Work handingOn(List<ImagePrefix> prefixes, Duration timeout, Endpoint model) {
        if (model.mode() == Mode.ASYNC) {
            return new Work(prefixes, timeout, 10, HANDED_ON_AT_ONCE);
        }
        Duration enough = timeout.compareTo(LONGEST_REALTIME_CALL) < 0 ? LONGEST_REALTIME_CALL : timeout;
        return new Work(
                prefixes, enough, 1, Math.max(LEAST_CONCURRENCY, model.maxCapacity() * REALTIME_CALLS_PER_MACHINE));
    }

    /** Work that only writes down what became of a picture. */
    static Work recording(List<ImagePrefix> prefixes, Duration timeout) {
        return new Work(prefixes, timeout, 10, HANDED_ON_AT_ONCE);
    }
}
