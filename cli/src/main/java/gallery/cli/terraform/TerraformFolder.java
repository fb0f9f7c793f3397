package gallery.cli.terraform;

import java.nio.file.Path;

/**
 * Where terraform runs for one stack.
 *
 * @param directory holds the configuration
 * @param output a file name without ending; each command's raw output is kept beside it
 */
public record TerraformFolder(Path directory, Path output) {

    Path standardOutput(String command) {
        return output.resolveSibling(output.getFileName() + "." + command + ".jsonl");
    }

    Path standardError(String command) {
        return output.resolveSibling(output.getFileName() + "." + command + ".err");
    }
}
