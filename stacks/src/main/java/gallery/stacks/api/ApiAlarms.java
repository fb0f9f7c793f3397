package gallery.stacks.api;

import gallery.stacks.construct.AlarmTopic;
import gallery.stacks.construct.MetricAlarm;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What people hear about the API.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html">metrics of REST
 *     APIs</a>
 */
final class ApiAlarms {

    private static final String NAMESPACE = "AWS/ApiGateway";
    private static final Duration PERIOD = Duration.ofMinutes(5);

    // One may be a blip of the network within AWS.
    private static final int SEVERAL = 5;

    // A function that starts from nothing answers within this.
    private static final double SLOW_MS = 5000;
    private static final int PERIODS_OF_SLOWNESS = 3;

    private ApiAlarms() {}

    static void raise(AlarmTopic topic, String api, String stage, AccessLog log) {
        Map<String, String> dimensions = new TreeMap<>(Map.of("ApiName", api, "Stage", stage));
        topic.raise(
                "server-errors",
                MetricAlarm.count(
                        NAMESPACE,
                        "5XXError",
                        dimensions,
                        PERIOD,
                        SEVERAL,
                        "The API answered " + SEVERAL
                                + " or more requests with a 5xx status within five minutes. Its log is in the group "
                                + "/aws/apigateway/" + api + ", those of its functions are below /aws/lambda/."));
        topic.raise(
                "slow",
                MetricAlarm.slowest(
                        NAMESPACE,
                        "Latency",
                        dimensions,
                        PERIOD,
                        PERIODS_OF_SLOWNESS,
                        SLOW_MS,
                        "For a quarter of an hour one of twenty requests to the API took more than 5 seconds. "
                                + "latencyMs and functionLatencyMs in the log group /aws/apigateway/" + api
                                + " show where the time goes."));
        topic.raise("refusals", log.refusals());
    }
}
