package gallery.stacks.construct;

import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarm;
import gallery.stacks.core.GalleryStack;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When a CloudWatch metric means trouble: a description that {@link AlarmTopic} turns into an alarm.
 *
 * @param description what happened and where to look first; it is the text of the mail
 * @param period what one value of the metric covers
 * @param periods how many such values in a row must reach the threshold
 */
public record MetricAlarm(
        String namespace,
        String metric,
        Map<String, String> dimensions,
        String description,
        Statistic statistic,
        Duration period,
        int periods,
        double threshold,
        Silence silence) {

    public MetricAlarm {
        // Map.copyOf would order the dimensions differently in each run.
        dimensions = new LinkedHashMap<>(dimensions);
    }

    /** An alarm that goes off when the sum over {@code period} is at least {@code threshold}; silence is no trouble. */
    public static MetricAlarm count(
            String namespace,
            String metric,
            Map<String, String> dimensions,
            Duration period,
            double threshold,
            String description) {
        return new MetricAlarm(
                namespace, metric, dimensions, description, Statistic.SUM, period, 1, threshold, Silence.IS_NO_TROUBLE);
    }

    /** An alarm that goes off when the largest value of {@code periods} periods in a row is at least {@code threshold}. */
    public static MetricAlarm level(
            String namespace,
            String metric,
            Map<String, String> dimensions,
            Duration period,
            int periods,
            double threshold,
            String description) {
        return new MetricAlarm(
                namespace,
                metric,
                dimensions,
                description,
                Statistic.MAXIMUM,
                period,
                periods,
                threshold,
                Silence.IS_NO_TROUBLE);
    }

    /** An alarm that goes off when 5 % of the values in each of {@code periods} periods in a row are at least {@code threshold}. */
    public static MetricAlarm slowest(
            String namespace,
            String metric,
            Map<String, String> dimensions,
            Duration period,
            int periods,
            double threshold,
            String description) {
        return new MetricAlarm(
                namespace,
                metric,
                dimensions,
                description,
                Statistic.P95,
                period,
                periods,
                threshold,
                Silence.IS_NO_TROUBLE);
    }

    public MetricAlarm with(Silence other) {
        return new MetricAlarm(
                namespace, metric, dimensions, description, statistic, period, periods, threshold, other);
    }

    /**
     * Creates the alarm.
     *
     * @param actions ARNs of what is told that the alarm went off
     * @param ends ARNs of what is told that it is over
     */
    public CloudwatchMetricAlarm create(
            GalleryStack stack, String id, String name, List<String> actions, List<String> ends) {
        CloudwatchMetricAlarm.Builder builder = CloudwatchMetricAlarm.Builder.create(stack, id + "-alarm")
                .alarmName(name)
                .alarmDescription(description)
                .namespace(namespace)
                .metricName(metric)
                .dimensions(dimensions)
                .period(Math.toIntExact(period.toSeconds()))
                .evaluationPeriods(periods)
                .datapointsToAlarm(periods)
                .comparisonOperator("GreaterThanOrEqualToThreshold")
                .threshold(threshold)
                .treatMissingData(silence.term)
                .alarmActions(actions)
                .okActions(ends)
                .tags(stack.tags());
        CloudwatchMetricAlarm alarm = statistic.in(builder).build();
        alarm.overrideLogicalId(id);
        return alarm;
    }

    /** How the values of one period become one. */
    public enum Statistic {
        SUM("Sum"),
        MAXIMUM("Maximum"),
        P95("p95");

        private final String term;

        Statistic(String term) {
            this.term = term;
        }

        private CloudwatchMetricAlarm.Builder in(CloudwatchMetricAlarm.Builder alarm) {
            return this == P95 ? alarm.extendedStatistic(term) : alarm.statistic(term);
        }
    }

    /**
     * What a period without a value means.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-and-missing-data">missing
     *     data</a>
     */
    public enum Silence {
        /** The metric exists only while something happens, and nothing happening is fine. */
        IS_NO_TROUBLE("notBreaching"),
        /** The state is unknown, and the alarm says so. */
        IS_UNKNOWN("missing");

        private final String term;

        Silence(String term) {
            this.term = term;
        }
    }
}
