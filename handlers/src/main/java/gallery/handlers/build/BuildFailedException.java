package gallery.handlers.build;

import gallery.handlers.function.FunctionException;

/** A build ended without an image; names the phase that failed, what it said and where its log is. */
final class BuildFailedException extends FunctionException {

    private static final long serialVersionUID = 1L;

    BuildFailedException(String message) {
        super(message);
    }
}
