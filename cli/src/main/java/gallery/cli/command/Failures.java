package gallery.cli.command;

import gallery.cli.console.Terminal;
import gallery.cli.emulator.EmulatorException;
import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.cli.operation.Surroundings;
import gallery.cli.process.ProcessStartException;
import gallery.cli.terraform.UnreadableOutputException;
import gallery.environments.InvalidEnvironmentException;
import gallery.environments.NearestNames;
import gallery.environments.Problem;
import gallery.environments.UnknownEnvironmentException;
import gallery.stacks.SynthesisException;
import gallery.stacks.policy.PolicyViolationsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** The one place that turns an exception into a sentence and an exit code. */
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
        if (surroundings.interruption().isRequested()) {
            // Whatever broke, broke because the user ended it.
            tell("interrupted");
            return ExitCode.INTERRUPTED;
        }
        if (surroundings.variables().containsKey(DEBUG)) {
            StringWriter trace = new StringWriter();
            exception.printStackTrace(new PrintWriter(trace));
            terminal.tell(trace.toString());
        }
        if (exception instanceof CliException known) {
            return end(known.exitCode(), text(known));
        }
        if (exception instanceof UnknownEnvironmentException unknown) {
            return end(ExitCode.INVALID_ENVIRONMENT, text(unknown));
        }
        if (exception instanceof InvalidEnvironmentException invalid) {
            return invalidEnvironment(invalid);
        }
        if (exception instanceof EmulatorException
                || exception instanceof SynthesisException
                || exception instanceof UnreadableOutputException) {
            return end(ExitCode.UNAVAILABLE, text(exception));
        }
        if (exception instanceof PolicyViolationsException) {
            return end(ExitCode.STACK_FAILED, text(exception));
        }
        if (exception instanceof ProcessStartException start) {
            return end(ExitCode.UNAVAILABLE, text(start) + ": " + reason(start.getCause()));
        }
        if (exception instanceof UncheckedIOException io) {
            return end(ExitCode.UNAVAILABLE, "a file could not be read or written: " + reason(io.getCause()));
        }
        return end(
                ExitCode.STACK_FAILED,
                "internal error: " + exception + ". Please report it with the output of the same command under " + DEBUG
                        + "=1.");
    }

    private ExitCode invalidEnvironment(InvalidEnvironmentException invalid) {
        tell(text(invalid) + ":");
        for (Problem problem : invalid.problems()) {
            String place = problem.pointer().isEmpty() ? "(whole file)" : problem.pointer();
            terminal.tell("  " + place + ": " + problem.message());
        }
        return ExitCode.INVALID_ENVIRONMENT;
    }

    private static String text(UnknownEnvironmentException unknown) {
        return "unknown environment '" + unknown.name() + "'" + NearestNames.hint(unknown.name(), unknown.known())
                + (unknown.known().isEmpty()
                        ? ": the environments folder holds none"
                        : " Known are: " + String.join(", ", unknown.known()) + ".");
    }

    private static String text(Exception exception) {
        String message = exception.getMessage();
        return message == null ? exception.getClass().getSimpleName() : message;
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause instanceof FileSystemException file) {
            String reason = file.getReason();
            return file.getFile()
                    + (reason == null ? " (" + file.getClass().getSimpleName() + ")" : " (" + reason + ")");
        }
        String message = cause instanceof IOException ? cause.getMessage() : null;
        return message == null ? String.valueOf(cause) : message;
    }

    private ExitCode end(ExitCode code, String message) {
        tell(message);
        return code;
    }

    private void tell(String message) {
        terminal.tell("gallery-cli: " + message);
    }
}
