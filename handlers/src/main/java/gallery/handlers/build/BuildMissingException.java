package gallery.handlers.build;

import gallery.handlers.function.FunctionException;

/** There is neither a build of the image tag nor an image of it. */
final class BuildMissingException extends FunctionException {

    private static final long serialVersionUID = 1L;

    BuildMissingException(String message) {
        super(message);
    }
}
