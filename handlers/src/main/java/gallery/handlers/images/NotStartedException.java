package gallery.handlers.images;

/** The model has surely not begun. */
final class NotStartedException extends Exception {

    private static final long serialVersionUID = 1L;

    NotStartedException(Throwable cause) {
        super("the model was not reached", cause);
    }
}
