package gallery.stacks.policy;

import java.util.Map;
import java.util.stream.Stream;

/** No data source but another stack's state. */
final class NoDataSources implements Policy {

    @Override
    public String id() {
        return "no-data-sources";
    }

    @Override
    public String reason() {
        return "A data source that calls AWS makes a plan need credentials and a network.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        return deployment.stacks().stream()
                .flatMap(stack -> stack.root().path("data").properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(type -> !type.equals("terraform_remote_state"))
                        .map(type -> new Finding(stack.name(), "has the data source " + type)));
    }
}
