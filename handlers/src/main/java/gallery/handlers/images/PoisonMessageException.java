package gallery.handlers.images;

import gallery.handlers.function.FunctionException;

/** A message that these functions do not understand; it belongs into the dead-letter queue. */
final class PoisonMessageException extends FunctionException {

    private static final long serialVersionUID = 1L;

    PoisonMessageException(String message) {
        super(message);
    }
}
