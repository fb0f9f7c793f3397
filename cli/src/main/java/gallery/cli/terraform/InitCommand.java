package gallery.cli.terraform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code terraform init}.
 *
 * @param pluginDirectory the only place to take providers from; Terraform's own choice without it
 */
public record InitCommand(Optional<Path> pluginDirectory) implements TerraformCommand<InitCommand.Initialized> {

    /** The directory is ready for the other commands. */
    public record Initialized() {}

    @Override
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("init", "-json", "-no-color", "-input=false"));
        // The backend's settings follow from the environment file; a changed one is a new place, not a migration.
        arguments.add("-reconfigure");
        pluginDirectory.ifPresent(directory -> arguments.add("-plugin-dir=" + directory));
        return List.copyOf(arguments);
    }

    @Override
    public Initialized parse(TerraformOutput output) {
        return new Initialized();
    }
}
