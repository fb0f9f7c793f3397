package gallery.handlers.build;

/** AWS refused a request or could not be reached, also after the SDK's retries. */
final class AwsRequestException extends FunctionException {

    private static final long serialVersionUID = 1L;

    AwsRequestException(String message) {
        super(message);
    }
}
