package gallery.cli.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A child process to start.
 *
 * @param command the program and its arguments
 * @param directory its working directory
 * @param environment its whole environment; nothing else is inherited
 * @param output receives what it writes to standard output
 * @param errors receives what it writes to standard error
 */
public record ProcessRequest(
        List<String> command, Path directory, Map<String, String> environment, Path output, Path errors) {

    public ProcessRequest {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
