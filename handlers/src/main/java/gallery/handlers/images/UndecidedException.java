package gallery.handlers.images;

import gallery.handlers.function.FunctionException;

/**
 * Nobody knows whether the model has been started: the function ended, or the network failed, between the call and its
 * record. Starting it again could do the work twice, so the message comes back until the result is there, or until none can
 * come any more.
 */
final class UndecidedException extends FunctionException {

    private static final long serialVersionUID = 1L;

    UndecidedException(String message) {
        super(message);
    }
}
