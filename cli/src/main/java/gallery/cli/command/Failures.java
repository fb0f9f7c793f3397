package gallery.cli.command;

import gallery.cli.console.Terminal;
import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.cli.operation.Explanation;
import gallery.cli.operation.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

/** Tells the user why a command ended early, and with which exit code. */
final class Failures {

    /** Set to anything, this variable adds the stack trace of a failure that ends the command. */
    private static final String DEBUG = "GALLERY_DEBUG";

    private final Terminal terminal;
    private final Surroundings surroundings;

    Failures(Surroundings surroundings) {
        this.terminal = surroundings.terminal();
        this.surroundings = surroundings;
    }

    ExitCode report(Exception exception) {
        if (surroundings.variables().containsKey(DEBUG)) {
            StringWriter trace = new StringWriter();
            exception.printStackTrace(new PrintWriter(trace));
            terminal.tell(trace.toString());
        }
        if (surroundings.interruption().isRequested()) {
            // Whatever broke, broke because the user ended it.
            tell("interrupted");
            return ExitCode.INTERRUPTED;
        }
        Optional<CliException> known = Explanation.of(exception);
        tell(known.map(Exception::getMessage)
                .orElseGet(() -> "internal error: " + exception
                        + ". Please report it with the output of the same command under " + DEBUG + "=1."));
        return known.map(CliException::exitCode).orElse(ExitCode.STACK_FAILED);
    }

    private void tell(String message) {
        terminal.tell("gallery-cli: " + message);
    }
}
