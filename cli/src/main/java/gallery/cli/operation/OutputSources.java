package gallery.cli.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gallery.stacks.core.DependencyOutputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a synthesized stack reads the outputs of others from.
 *
 * @param names the state that each data source reads; that of another stack bears the stack's name
 * @param takePlaceholders whether the stack can be planned while one of them has no state
 */
record OutputSources(List<String> names, boolean takePlaceholders) {

    private static final ObjectMapper JSON = new ObjectMapper();

    OutputSources {
        names = List.copyOf(names);
    }

    /** Reads the {@code cdk.tf.json} of the reading stack in {@code directory}. */
    static OutputSources of(Path directory) {
        try {
            JsonNode stack = JSON.readTree(directory.resolve("cdk.tf.json").toFile());
            return new OutputSources(
                    stack.path("data").path("terraform_remote_state").properties().stream()
                            .map(Map.Entry::getKey)
                            .toList(),
                    stack.path("variable").has(DependencyOutputs.UNAPPLIED_VARIABLE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
