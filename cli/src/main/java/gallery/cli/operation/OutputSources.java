package gallery.cli.operation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Finds the stacks whose outputs a synthesized stack reads from their state. */
final class OutputSources {

    private static final ObjectMapper JSON = new ObjectMapper();

    private OutputSources() {}

    /** @param directory holds the {@code cdk.tf.json} of the reading stack */
    static List<String> of(Path directory) {
        try {
            return JSON
                    .readTree(directory.resolve("cdk.tf.json").toFile())
                    .path("data")
                    .path("terraform_remote_state")
                    .properties()
                    .stream()
                    .map(java.util.Map.Entry::getKey)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
