package gallery.stacks.policy;

import gallery.stacks.core.Names;
import gallery.stacks.policy.ResourceKind.NameRule;
import java.util.Optional;
import java.util.stream.Stream;

/** Names begin with {@code gallery-<env>-} and are no longer than AWS takes. */
final class ResourceNames implements Policy {

    @Override
    public String id() {
        return "resource-names";
    }

    @Override
    public String reason() {
        return "Names are how stacks refer to each other, and a name that is too long fails only in mid-apply.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        String prefix = new Names(deployment.environment()).of("");
        return deployment
                .resources()
                .flatMap(resource -> ResourceKind.of(resource.type())
                        .flatMap(ResourceKind::name)
                        .flatMap(rule -> problem(resource.text(rule.argument()), rule, prefix))
                        .map(resource::finding)
                        .stream());
    }

    private static Optional<String> problem(String name, NameRule rule, String prefix) {
        if (name.length() > rule.maxLength()) {
            return Optional.of("the " + rule.argument() + " '" + name + "' has " + name.length()
                    + " characters, AWS takes " + rule.maxLength());
        }
        // Log groups and key aliases stand in a folder that AWS prescribes.
        String own = name.substring(name.lastIndexOf('/') + 1);
        return own.startsWith(prefix)
                ? Optional.empty()
                : Optional.of("the " + rule.argument() + " '" + name + "' does not begin with " + prefix);
    }
}
