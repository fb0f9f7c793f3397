package gallery.handlers.images;

import gallery.handlers.process.Failure;

/** A photograph that will not become usable by trying again. */
final class UnusablePhotoException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Failure reason;

    UnusablePhotoException(Failure reason) {
        super(reason.name());
        this.reason = reason;
    }

    Failure reason() {
        return reason;
    }
}
