package gallery.cli.operation;

import gallery.cli.emulator.EmulatorException;
import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.cli.layout.FileFailure;
import gallery.cli.process.ProcessStartException;
import gallery.cli.terraform.UnreadableOutputException;
import gallery.environments.InvalidEnvironmentException;
import gallery.environments.NearestNames;
import gallery.environments.Problem;
import gallery.environments.UnknownEnvironmentException;
import gallery.stacks.SynthesisException;
import gallery.stacks.policy.PolicyViolationsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one place that turns an exception into a sentence and an exit code. */
public final class Explanation {

    private Explanation() {}

    /** The failure in the user's terms; empty when it is a fault of ours. */
    public static Optional<CliException> of(Exception failure) {
        if (failure instanceof CliException known) {
            return Optional.of(known);
        }
        if (failure instanceof UnknownEnvironmentException unknown) {
            return explained(ExitCode.INVALID_ENVIRONMENT, text(unknown), unknown);
        }
        if (failure instanceof InvalidEnvironmentException invalid) {
            return explained(ExitCode.INVALID_ENVIRONMENT, text(invalid), invalid);
        }
        if (failure instanceof EmulatorException
                || failure instanceof SynthesisException
                || failure instanceof UnreadableOutputException) {
            return explained(ExitCode.UNAVAILABLE, text(failure), failure);
        }
        if (failure instanceof PolicyViolationsException) {
            return explained(ExitCode.STACK_FAILED, text(failure), failure);
        }
        if (failure instanceof ProcessStartException start) {
            return explained(ExitCode.UNAVAILABLE, text(start) + ": " + reason(start.getCause()), start);
        }
        if (failure instanceof UncheckedIOException io) {
            return explained(ExitCode.UNAVAILABLE, "a file could not be read or written: " + reason(io.getCause()), io);
        }
        return Optional.empty();
    }

    private static Optional<CliException> explained(ExitCode code, String sentence, Exception cause) {
        return Optional.of(new CliException(code, sentence, cause));
    }

    private static String text(UnknownEnvironmentException unknown) {
        String sentence = "unknown environment '" + unknown.name() + "'";
        if (unknown.known().isEmpty()) {
            return sentence + ": the environments folder holds none";
        }
        String hint = NearestNames.hint(unknown.name(), unknown.known());
        String known = String.join(", ", unknown.known());
        return sentence + (hint.isEmpty() ? "; known are: " : hint + " Known are: ") + known;
    }

    private static String text(InvalidEnvironmentException invalid) {
        StringBuilder text = new StringBuilder(text((Exception) invalid)).append(':');
        for (Problem problem : invalid.problems()) {
            text.append("\n  ")
                    .append(problem.pointer().isEmpty() ? "(whole file)" : problem.pointer())
                    .append(": ")
                    .append(problem.message());
        }
        return text.toString();
    }

    private static String text(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause instanceof FileSystemException file) {
            return file.getFile() + " (" + FileFailure.reason(file) + ")";
        }
        String message = cause instanceof IOException ? cause.getMessage() : null;
        return message == null ? String.valueOf(cause) : message;
    }
}
