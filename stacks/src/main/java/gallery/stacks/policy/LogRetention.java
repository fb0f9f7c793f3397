package gallery.stacks.policy;

import java.util.stream.Stream;

/** Logs end some day. */
final class LogRetention implements Policy {

    @Override
    public String id() {
        return "log-retention";
    }

    @Override
    public String reason() {
        return "Without a retention CloudWatch keeps logs, and bills them, for ever.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        return deployment
                .resources("aws_cloudwatch_log_group")
                .filter(group -> group.body().path("retention_in_days").asInt() < 1)
                .map(group -> group.finding("has no retention_in_days"));
    }
}
