package gallery.stacks.inference;

import gallery.environments.Inference.Endpoint;
import gallery.environments.Inference.Mode;
import gallery.stacks.construct.AlarmTopic;
import gallery.stacks.construct.MetricAlarm;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What people hear about an endpoint.
 *
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html">metrics of asynchronous endpoints</a>
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html">metrics of endpoints</a>
 */
final class EndpointAlarms {

    private static final String NAMESPACE = "AWS/SageMaker";

    // A machine from nothing takes some ten minutes: the host, the image, the weights.
    private static final Duration LONGER_THAN_A_START = Duration.ofMinutes(20);
    private static final Duration PERIOD = Duration.ofMinutes(5);

    // SageMaker gives up a realtime request after 60 seconds; the metric counts microseconds.
    private static final double SLOW_MICROSECONDS = 45e6;

    private EndpointAlarms() {}

    /** The container failed, as opposed to a request that asked for something impossible. Updates are rolled back by it. */
    static MetricAlarm serverErrors(String endpoint) {
        return MetricAlarm.count(
                NAMESPACE,
                "Invocation5XXErrors",
                variant(endpoint),
                Duration.ofMinutes(1),
                1,
                "The container behind the endpoint " + endpoint
                        + " failed. Its log is in the group /aws/sagemaker/Endpoints/" + endpoint
                        + ". An update during which this goes off is rolled back.");
    }

    /** Raises the others that the endpoint's mode has metrics for. */
    static void raise(AlarmTopic topic, String endpoint, Endpoint settings) {
        if (settings.mode() == Mode.REALTIME) {
            topic.raise("slow", slow(endpoint));
            return;
        }
        topic.raise("failed-requests", failedRequests(endpoint));
        topic.raise("backlog-age", backlogAge(endpoint));
        if (settings.minCapacity() == 0) {
            topic.raise(
                    "no-machine",
                    backlogWithoutMachine(
                            endpoint,
                            PERIOD,
                            periods(LONGER_THAN_A_START),
                            "Requests to " + endpoint + " have waited for " + LONGER_THAN_A_START.toMinutes()
                                    + " minutes and no machine came. Look at the endpoint's scaling activities: its quota may be "
                                    + "used up, or the region be out of machines of its type."));
        }
    }

    static MetricAlarm backlogWithoutMachine(String endpoint, Duration period, int periods, String description) {
        return MetricAlarm.level(
                NAMESPACE,
                "HasBacklogWithoutCapacity",
                Map.of("EndpointName", endpoint),
                period,
                periods,
                1,
                description);
    }

    private static MetricAlarm failedRequests(String endpoint) {
        return MetricAlarm.count(
                NAMESPACE,
                "InvocationFailures",
                variant(endpoint),
                Duration.ofMinutes(15),
                5,
                "Requests to " + endpoint
                        + " fail again and again, for whatever reason. What became of each is in the bucket, "
                        + "below inference/failure/.");
    }

    private static MetricAlarm backlogAge(String endpoint) {
        return MetricAlarm.level(
                NAMESPACE,
                "ApproximateAgeOfOldestRequest",
                Map.of("EndpointName", endpoint),
                PERIOD,
                1,
                (double) LONGER_THAN_A_START.toSeconds(),
                "A request to " + endpoint + " has waited for more than " + LONGER_THAN_A_START.toMinutes()
                        + " minutes. Look at the endpoint's number of machines and at its log.");
    }

    private static MetricAlarm slow(String endpoint) {
        return MetricAlarm.level(
                NAMESPACE,
                "ModelLatency",
                variant(endpoint),
                PERIOD,
                1,
                SLOW_MICROSECONDS,
                "A picture took " + endpoint + " more than 45 seconds; after 60 SageMaker gives up.");
    }

    private static Map<String, String> variant(String endpoint) {
        return new TreeMap<>(Map.of("EndpointName", endpoint, "VariantName", ServingConfiguration.VARIANT));
    }

    private static int periods(Duration duration) {
        return Math.toIntExact(duration.dividedBy(PERIOD));
    }
}
