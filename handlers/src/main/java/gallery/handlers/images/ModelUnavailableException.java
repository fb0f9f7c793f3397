package gallery.handlers.images;

import gallery.handlers.function.FunctionException;

/** A model that cannot be reached just now, or has no endpoint; the message comes back. */
final class ModelUnavailableException extends FunctionException {

    private static final long serialVersionUID = 1L;

    ModelUnavailableException(String message, Throwable cause) {
        super(message + " (" + reason(cause) + ")");
    }

    /** The type of the failure that the SDK met, which quotes nothing. */
    private static String reason(Throwable cause) {
        Throwable first = cause.getCause() == null ? cause : cause.getCause();
        return first.getClass().getSimpleName();
    }
}
