package gallery.handlers.function;

import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Loads what a first call needs before Lambda takes a SnapStart snapshot, so that restored functions answer their first
 * call as fast as later ones. Without SnapStart it does nothing: it would only delay the first call.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html">Lambda SnapStart</a>
 */
public final class Priming {

    private static final String INITIALIZATION = "AWS_LAMBDA_INITIALIZATION_TYPE";

    private Priming() {}

    /**
     * Makes {@code calls} when a snapshot will be taken.
     *
     * @param calls change nothing anywhere; whether they succeed does not matter
     */
    public static void beforeSnapshot(Map<String, String> environment, Callable<?>... calls) {
        if (!"snap-start".equals(environment.get(INITIALIZATION))) {
            return;
        }
        for (Callable<?> call : calls) {
            try {
                call.call();
            } catch (Exception e) {
                // The classes are loaded all the same, and the first real call will say what is wrong.
            }
        }
    }
}
