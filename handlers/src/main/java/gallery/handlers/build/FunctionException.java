package gallery.handlers.build;

/**
 * What a caller of these functions may learn about a failure: a type and one sentence.
 *
 * <p>Without a stack trace, because the Lambda runtime would send it along.
 */
abstract class FunctionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FunctionException(String message) {
        super(message, null, false, false);
    }
}
