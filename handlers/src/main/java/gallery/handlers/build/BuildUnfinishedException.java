package gallery.handlers.build;

import gallery.handlers.function.FunctionException;

/** The last function in the chain ran out of time while the build went on. */
final class BuildUnfinishedException extends FunctionException {

    private static final long serialVersionUID = 1L;

    BuildUnfinishedException(String message) {
        super(message);
    }
}
