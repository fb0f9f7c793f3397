package gallery.stacks.construct;

import gallery.environments.Environment;
import gallery.environments.ImagePrefix;
import gallery.stacks.core.StackContext;
import java.time.Duration;
import java.util.Locale;

/** What all functions of the image pipeline have in common: their jar, their size and that callers use a published version. */
public final class ImageFunction {

    private static final String JAR = "image-functions.jar";

    private ImageFunction() {}

    /**
     * Begins the function {@code gallery-<env>-<thing>}.
     *
     * @param handler {@code package.Class::method}, in the jar of the image functions
     * @param timeout the longest that one call may take
     */
    public static JavaFunction.Builder named(StackContext context, String thing, String handler, Duration timeout) {
        Environment environment = context.environment();
        return JavaFunction.named(context.names().of(thing))
                .runs(JAR, handler)
                .memory(environment.lambda().memoryMb())
                .timeout(timeout)
                .published()
                .variable("ENVIRONMENT", environment.name());
    }

    /** Days that records about a picture are kept: as long as the picture itself; 0 for ever. */
    public static String personalRetentionDays(StackContext context) {
        return Integer.toString(
                context.environment().images().retentionOf(ImagePrefix.RESULTS).orElse(0));
    }

    /** An enum's constant as the functions read it: in lower case. */
    public static String setting(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
