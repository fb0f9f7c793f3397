package gallery.stacks.construct;

/** A file or folder that stacks are made from is missing or cannot be used; the message is one sentence for the user. */
public final class UnusableSourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableSourceException(String message) {
        super(message);
    }

    UnusableSourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
