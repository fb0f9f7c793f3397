package gallery.environments;

import java.nio.file.Path;
import java.util.List;

/** An environment file that cannot be used; carries every problem of the file, never just the first. */
public final class InvalidEnvironmentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final transient List<Problem> problems;

    public InvalidEnvironmentException(Path file, List<Problem> problems) {
        super(file + " has " + problems.size() + (problems.size() == 1 ? " problem" : " problems"));
        this.file = file;
        this.problems = List.copyOf(problems);
    }

    public Path file() {
        return file;
    }

    public List<Problem> problems() {
        return problems;
    }
}
