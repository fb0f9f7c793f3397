package gallery.stacks.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** The provider block is the same in every stack. */
final class OneProviderBlock implements Policy {

    @Override
    public String id() {
        return "one-provider-block";
    }

    @Override
    public String reason() {
        return "One provider process serves all stacks of an environment, which is wrong when their settings differ.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        if (deployment.stacks().isEmpty()) {
            return Stream.empty();
        }
        StackConfiguration first = deployment.stacks().get(0);
        return deployment.stacks().stream()
                .filter(stack -> !provider(stack).equals(provider(first)))
                .map(stack -> new Finding(stack.name(), "its provider block differs from that of " + first.name()));
    }

    private static JsonNode provider(StackConfiguration stack) {
        return stack.root().path("provider");
    }
}
