package gallery.handlers.function;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics as log lines, from which CloudWatch makes metrics without any call of ours. Dimensions have few values: never
 * ids.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 *     embedded metric format</a>
 */
public final class Metrics {

    private static final String NAMESPACE = "Gallery";

    private final String environment;
    private final Clock clock;

    public Metrics(String environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /** One image has reached a status, so long after the one before. */
    public void reached(FunctionLog log, String status, Duration step) {
        emit(log, Map.of("Status", status), "Images", "Count", 1);
        emit(log, Map.of("Step", status), "StepDuration", "Seconds", Math.max(0, step.toMillis()) / 1000.0);
    }

    /** One image has been asked for. */
    public void requested(FunctionLog log) {
        emit(log, Map.of("Status", "UPLOAD_REQUESTED"), "Images", "Count", 1);
    }

    /** So many faces are in one photograph. */
    public void facesFound(FunctionLog log, int faces) {
        emit(log, Map.of(), "FacesFound", "Count", faces);
    }

    private void emit(FunctionLog log, Map<String, String> dimensions, String name, String unit, Number value) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("Environment", environment);
        line.putAll(dimensions);
        Map<String, Object> metric = new LinkedHashMap<>();
        metric.put("Namespace", NAMESPACE);
        metric.put("Dimensions", List.of(List.copyOf(line.keySet())));
        metric.put("Metrics", List.of(Map.of("Name", name, "Unit", unit)));
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("Timestamp", clock.millis());
        header.put("CloudWatchMetrics", List.of(metric));
        line.put(name, value);
        line.put("_aws", header);
        log.line(line);
    }
}
