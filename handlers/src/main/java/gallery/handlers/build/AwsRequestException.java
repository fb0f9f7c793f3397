package gallery.handlers.build;

import gallery.handlers.function.FunctionException;

/** AWS refused a request or could not be reached, also after the SDK's retries. */
final class AwsRequestException extends FunctionException {

    private static final long serialVersionUID = 1L;

    AwsRequestException(String message) {
        super(message);
    }
}
