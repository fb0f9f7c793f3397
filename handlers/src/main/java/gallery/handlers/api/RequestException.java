package gallery.handlers.api;

import gallery.handlers.function.FunctionException;

/** A request that cannot be served; its message is for whoever sent it. */
final class RequestException extends FunctionException {

    private static final long serialVersionUID = 1L;

    private final int status;

    private RequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    static RequestException badRequest(String message) {
        return new RequestException(400, message);
    }

    static RequestException forbidden() {
        return new RequestException(403, "this is another user's");
    }

    static RequestException notFound(String message) {
        return new RequestException(404, message);
    }

    /** The HTTP status code. */
    int status() {
        return status;
    }
}
