package gallery.stacks.policy;

import gallery.environments.Environment;
import java.util.List;
import java.util.stream.Stream;

/** All stacks of an environment, which is what policies look at; read once for all of them. */
final class Deployment {

    private final Environment environment;
    private final List<StackConfiguration> stacks;
    private final List<Resource> resources;
    private final List<PolicyStatement> statements;

    Deployment(Environment environment, List<StackConfiguration> stacks) {
        this.environment = environment;
        this.stacks = List.copyOf(stacks);
        this.resources = stacks.stream().flatMap(StackConfiguration::resources).toList();
        this.statements = resources.stream().flatMap(PolicyStatement::of).toList();
    }

    Environment environment() {
        return environment;
    }

    List<StackConfiguration> stacks() {
        return stacks;
    }

    Stream<Resource> resources() {
        return resources.stream();
    }

    Stream<Resource> resources(String type) {
        return resources().filter(resource -> resource.type().equals(type));
    }

    /** The statements of every IAM policy. */
    Stream<PolicyStatement> statements() {
        return statements.stream();
    }
}
