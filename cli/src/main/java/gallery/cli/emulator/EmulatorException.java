package gallery.cli.emulator;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Why the emulator could not be started, stopped or asked; the message is a sentence for the user. */
public final class EmulatorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of failure it is, for the exit code. */
    public enum Reason {
        /** The port asked for is none, is taken, or is not the one the running emulator has. */
        PORT,
        /** No Python on the PATH has moto's server in the version needed. */
        MISSING_TOOL,
        /** The work directory cannot be read or written. */
        WORK_DIRECTORY,
        /** The emulator ended or fell silent. */
        FAILED
    }

    private final Reason reason;

    EmulatorException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    EmulatorException(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    static EmulatorException unusable(Path path, IOException cause) {
        String why = cause instanceof FileSystemException problem && problem.getReason() != null
                ? problem.getReason()
                : cause.getClass().getSimpleName().replaceAll("Exception$", "");
        return new EmulatorException(
                Reason.WORK_DIRECTORY,
                "cannot use " + path + " (" + why + "); name another work directory with GALLERY_WORK_DIR",
                cause);
    }

    public Reason reason() {
        return reason;
    }
}
