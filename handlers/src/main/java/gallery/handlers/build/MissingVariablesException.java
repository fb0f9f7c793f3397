package gallery.handlers.build;

/** The function is deployed without environment variables that it needs; names all of them. */
final class MissingVariablesException extends FunctionException {

    private static final long serialVersionUID = 1L;

    MissingVariablesException(String message) {
        super(message);
    }
}
