package gallery.stacks.policy;

import java.util.Map;
import java.util.stream.Stream;

/** Protected environments never throw away content; the others leave none behind. */
final class ForceDestroy implements Policy {

    private static final Map<String, String> ARGUMENTS =
            Map.of("aws_s3_bucket", "force_destroy", "aws_ecr_repository", "force_delete");

    @Override
    public String id() {
        return "force-destroy";
    }

    @Override
    public String reason() {
        return "A protected bucket must survive a mistake, and destroy must end clean elsewhere.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        boolean expected = !deployment.environment().isProtected();
        return ARGUMENTS.entrySet().stream()
                .flatMap(type -> deployment
                        .resources(type.getKey())
                        .filter(resource -> resource.isTrue(type.getValue()) != expected)
                        .map(resource -> resource.finding("must have " + type.getValue() + " = " + expected)));
    }
}
