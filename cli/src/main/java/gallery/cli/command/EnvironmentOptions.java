package gallery.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which environment is meant. */
final class EnvironmentOptions {

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME",
            defaultValue = "local",
            description = "Environment to work on (default: ${DEFAULT-VALUE}).")
    String name = "local";

    @Option(
            names = "--environments",
            paramLabel = "DIR",
            description = "Folder of the environment files, instead of the ones that come with gallery-cli.")
    @Nullable
    Path directory;

    Optional<Path> directory() {
        return Optional.ofNullable(directory);
    }
}
