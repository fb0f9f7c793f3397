package gallery.stacks.policy;

import gallery.environments.Environment;
import java.util.List;
import java.util.stream.Stream;

/** All stacks of an environment, which is what policies look at. */
record Deployment(Environment environment, List<StackConfiguration> stacks) {

    Deployment {
        stacks = List.copyOf(stacks);
    }

    Stream<Resource> resources() {
        return stacks.stream().flatMap(StackConfiguration::resources);
    }

    Stream<Resource> resources(String type) {
        return resources().filter(resource -> resource.type().equals(type));
    }
}
