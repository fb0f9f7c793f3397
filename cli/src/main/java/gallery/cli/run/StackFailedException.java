package gallery.cli.run;

/** Ends the work on one stack; the run goes on with the stacks that do not depend on it. */
public final class StackFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient StackFailure failure;

    public StackFailedException(StackFailure failure) {
        super(failure.headline());
        this.failure = failure;
    }

    public StackFailure failure() {
        return failure;
    }
}
