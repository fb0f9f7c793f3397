package gallery.handlers.images;

/** The model has looked at a picture and cannot work on it. */
final class ModelRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    ModelRefusedException(Throwable cause) {
        super("the model refused the picture", cause);
    }
}
