package gallery.stacks;

import gallery.stacks.construct.UnusableSourceException;
import java.nio.file.Path;

/**
 * The stacks could not be synthesized. The message is one sentence for the operator; the cause is for the log.
 *
 * <p>Stacks that were synthesized but break a policy are another matter: {@link
 * gallery.stacks.policy.PolicyViolationsException}.
 */
public final class SynthesisException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private SynthesisException(String message, Throwable cause) {
        super(message, cause);
    }

    static SynthesisException unwritable(Path directory, Exception cause) {
        return new SynthesisException(
                "cannot write the Terraform configuration to " + directory + ": " + firstLine(cause)
                        + "; make that folder writable or choose another",
                cause);
    }

    static SynthesisException unusable(Path file, Exception cause) {
        return new SynthesisException("cannot complete " + file + ": " + firstLine(cause), cause);
    }

    /** Puts what jsii reports, which is meant for developers, into a sentence. */
    static SynthesisException of(RuntimeException cause) {
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof UnusableSourceException) {
            return new SynthesisException(text, cause);
        }
        if (text.contains("Cannot run program \"node\"")) {
            return new SynthesisException(
                    "Node.js was not found; install version 20 or newer and put 'node' on the PATH", cause);
        }
        // The class of jsii that keeps unpacked packages; it shows in the stack trace that jsii puts into its message.
        if (text.contains("DiskCache")) {
            return new SynthesisException(
                    "jsii cannot write its package cache: " + firstLine(cause)
                            + "; set JSII_RUNTIME_PACKAGE_CACHE_ROOT to a writable folder",
                    cause);
        }
        return new SynthesisException("the stacks could not be synthesized: " + firstLine(cause), cause);
    }

    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString());
    }
}
