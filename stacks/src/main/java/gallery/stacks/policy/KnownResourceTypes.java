package gallery.stacks.policy;

import java.util.stream.Stream;

/** Every resource type is listed in {@link ResourceKind}. */
final class KnownResourceTypes implements Policy {

    @Override
    public String id() {
        return "known-resource-types";
    }

    @Override
    public String reason() {
        return "Tags and names are checked only for types the checks know.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        return deployment
                .resources()
                .filter(resource -> ResourceKind.of(resource.type()).isEmpty())
                .map(resource -> resource.finding("add " + resource.type() + " to ResourceKind"));
    }
}
