package gallery.cli.process;

import java.io.IOException;

/** A program could not be started: missing, not executable, or its output files cannot be written. */
public final class ProcessStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String program;

    public ProcessStartException(String program, IOException cause) {
        super("cannot start " + program, cause);
        this.program = program;
    }

    public String program() {
        return program;
    }
}
