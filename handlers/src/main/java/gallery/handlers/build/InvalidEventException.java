package gallery.handlers.build;

import gallery.handlers.function.FunctionException;

/** An event that these functions do not understand; sending it again does not help. */
final class InvalidEventException extends FunctionException {

    private static final long serialVersionUID = 1L;

    InvalidEventException(String message) {
        super(message);
    }
}
