package gallery.handlers.json;

/** Text that is no JSON object. Says nothing of the text, which may hold personal data. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message) {
        super(message);
    }
}
