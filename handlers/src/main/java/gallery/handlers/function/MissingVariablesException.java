package gallery.handlers.function;

/** The function is deployed without environment variables that it needs; names all of them. */
public final class MissingVariablesException extends FunctionException {

    private static final long serialVersionUID = 1L;

    public MissingVariablesException(String message) {
        super(message);
    }
}
