package gallery.handlers.function;

/**
 * What a caller of these functions may learn about a failure: a type and one sentence.
 *
 * <p>Without a stack trace, because the Lambda runtime would send it along.
 */
public abstract class FunctionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected FunctionException(String message) {
        super(message, null, false, false);
    }
}
