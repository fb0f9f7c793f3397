package gallery.stacks.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/**
 * A synthesized stack.
 *
 * @param root the content of its {@code cdk.tf.json}
 */
public record StackConfiguration(String name, JsonNode root) {

    Stream<Resource> resources() {
        return root.path("resource").properties().stream()
                .flatMap(type -> type.getValue().properties().stream()
                        .map(resource -> new Resource(name, type.getKey(), resource.getKey(), resource.getValue())));
    }
}
