package gallery.handlers.build;

import com.amazonaws.services.lambda.runtime.Context;
import gallery.handlers.function.FunctionException;
import gallery.handlers.function.FunctionLog;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;

/** One call of a function: its log, and the border at which every failure becomes one sentence without a stack trace. */
final class Invocation {

    /** What a function does with its event. */
    @FunctionalInterface
    interface Work {
        Outcome run(FunctionLog log) throws InterruptedException;
    }

    private Invocation() {}

    static Map<String, Object> run(Context context, Clock clock, Work work) {
        FunctionLog log = new FunctionLog(line -> context.getLogger().log(line), clock, context.getAwsRequestId());
        try {
            Outcome outcome = work.run(log);
            outcome.buildId().ifPresent(id -> log.with("buildId", id));
            log.info(outcome.status().name());
            return outcome.json();
        } catch (FunctionException e) {
            log.error(e);
            throw e;
        } catch (SdkException e) {
            log.error(e);
            throw new AwsRequestException("AWS could not be asked, or refused: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log.error(e);
            throw new UnexpectedFailureException("the function was interrupted while it waited");
        } catch (RuntimeException e) {
            log.error(e);
            throw new UnexpectedFailureException(
                    "the function failed unexpectedly; its log names the cause under request "
                            + context.getAwsRequestId());
        }
    }
}
