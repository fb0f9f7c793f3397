package gallery.cli.terraform;

/** A command succeeded, but what it wrote is not what its documentation says. */
public final class UnreadableOutputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableOutputException(String command, Throwable cause) {
        super("the output of '" + command + "' could not be read", cause);
    }
}
