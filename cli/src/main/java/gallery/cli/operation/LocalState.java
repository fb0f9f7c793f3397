package gallery.cli.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.cli.layout.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A state file of the local backend.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/internals/json-format">only Terraform writes it; what is read
 *     here, the presence of resources, has been in every version of the format</a>
 */
record LocalState(Path file) {

    /** Whether the state holds anything; a destroyed stack keeps a file without resources. */
    boolean holdsResources() {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            JsonNode state = new ObjectMapper().readTree(file.toFile());
            return !state.path("resources").isEmpty();
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.UNAVAILABLE,
                    "the state file " + file + " cannot be read; restore it from " + backup().getFileName()
                            + " beside it, or from Terraform's own .backup file",
                    e);
        }
    }

    /** Keeps a copy of the state as it is before an apply. */
    void backUp() {
        if (Files.exists(file)) {
            try {
                Files.copy(file, backup(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            } catch (IOException e) {
                throw new CliException(
                        ExitCode.UNAVAILABLE,
                        "cannot copy the state file " + file + " to " + backup() + " before the apply ("
                                + FileFailure.reason(e) + ")",
                        e);
            }
        }
    }

    private Path backup() {
        return file.resolveSibling(file.getFileName() + ".before-apply");
    }
}
