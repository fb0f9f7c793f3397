package gallery.stacks.policy;

import java.util.stream.Stream;

/** Every stage of a REST API logs its requests, and execution logs, which hold whole requests, stay off. */
final class LoggedStages implements Policy {

    @Override
    public String id() {
        return "logged-stages";
    }

    @Override
    public String reason() {
        return "What happened must be known afterwards, and tokens and pictures' addresses must not.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        return Stream.concat(
                deployment
                        .resources("aws_api_gateway_stage")
                        .filter(stage -> stage.block("access_log_settings")
                                .path("destination_arn")
                                .asText()
                                .isEmpty())
                        .map(stage -> stage.finding("has no access_log_settings")),
                deployment
                        .resources("aws_api_gateway_method_settings")
                        .filter(methods -> !methods.block("settings")
                                        .path("logging_level")
                                        .asText()
                                        .equals("OFF")
                                || methods.block("settings")
                                        .path("data_trace_enabled")
                                        .asBoolean(true))
                        .map(methods -> methods.finding("must have logging_level OFF and data_trace_enabled false")));
    }
}
