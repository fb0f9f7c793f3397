package gallery.handlers.build;

import gallery.handlers.function.FunctionException;

/** A fault of these functions themselves; the details are in the function's log. */
final class UnexpectedFailureException extends FunctionException {

    private static final long serialVersionUID = 1L;

    UnexpectedFailureException(String message) {
        super(message);
    }
}
