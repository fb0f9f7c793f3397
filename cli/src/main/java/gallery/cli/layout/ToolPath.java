package gallery.cli.layout;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Looks programs up the way a shell does. */
public final class ToolPath {

    private final String path;

    /** @param path the value of the PATH variable */
    public ToolPath(String path) {
        this.path = path;
    }

    /** The first executable file of that name. */
    public Optional<Path> find(String program) {
        for (String folder : path.split(File.pathSeparator, -1)) {
            if (!folder.isEmpty()) {
                Path file = Path.of(folder, program);
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(file.toAbsolutePath());
                }
            }
        }
        return Optional.empty();
    }
}
