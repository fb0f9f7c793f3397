package gallery.stacks.api;

import com.hashicorp.cdktf.providers.aws.api_gateway_stage.ApiGatewayStageAccessLogSettings;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_metric_filter.CloudwatchLogMetricFilter;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_metric_filter.CloudwatchLogMetricFilterMetricTransformation;
import gallery.stacks.construct.Json;
import gallery.stacks.construct.LogGroup;
import gallery.stacks.construct.MetricAlarm;
import gallery.stacks.core.GalleryStack;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * One line of JSON for each request. It holds no token, no query string, no address and no user id: the path is logged with its
 * parameter's name.
 */
final class AccessLog extends Construct {

    private static final String REFUSED = "RefusedRequests";

    // About one every three seconds, for five minutes.
    private static final int MANY = 100;

    private final String namespace;
    private final LogGroup logs;

    /** @param name that of the API */
    AccessLog(GalleryStack stack, String id, String name) {
        super(stack, id);
        namespace = name;
        logs = LogGroup.create(
                stack,
                id,
                "/aws/apigateway/" + name,
                stack.context().environment().lambda().logRetentionDays());
        // Waiting clients ask again and again and get a 404 until their picture is finished: that is no refusal, but
        // most of what the service's own metric of 4xx answers counts.
        CloudwatchLogMetricFilter.Builder.create(this, "refused")
                .name(name + "-refused")
                .logGroupName(logs.resource().getName())
                .pattern("{ ($.status = \"4*\") && ($.status != \"404\") }")
                .metricTransformation(CloudwatchLogMetricFilterMetricTransformation.builder()
                        .namespace(namespace)
                        .name(REFUSED)
                        .value("1")
                        .defaultValue("0")
                        .build())
                .build()
                .overrideLogicalId("refused");
    }

    ApiGatewayStageAccessLogSettings settings() {
        return ApiGatewayStageAccessLogSettings.builder()
                .destinationArn(logs.resource().getArn())
                .format(format())
                .build();
    }

    /** Goes off when many requests are refused: expired tokens, a client that is out of step, or an attack. */
    MetricAlarm refusals() {
        return MetricAlarm.count(
                namespace,
                REFUSED,
                Map.of(),
                Duration.ofMinutes(5),
                MANY,
                "The API refused " + MANY
                        + " or more requests within five minutes. The field errorType in the log group " + logs.name()
                        + " says why.");
    }

    /**
     * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html">variables
     *     for access logging</a>
     */
    private static String format() {
        Map<String, String> fields = new TreeMap<>();
        fields.put("requestId", "$context.requestId");
        fields.put("extendedRequestId", "$context.extendedRequestId");
        fields.put("functionRequestId", "$context.integration.requestId");
        fields.put("time", "$context.requestTime");
        fields.put("method", "$context.httpMethod");
        fields.put("resource", "$context.resourcePath");
        fields.put("status", "$context.status");
        fields.put("bytes", "$context.responseLength");
        fields.put("latencyMs", "$context.responseLatency");
        fields.put("functionLatencyMs", "$context.integrationLatency");
        fields.put("functionStatus", "$context.integration.status");
        fields.put("errorType", "$context.error.responseType");
        fields.put("wafStatus", "$context.waf.status");
        return Json.object(fields);
    }
}
