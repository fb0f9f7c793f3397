package gallery.handlers.images;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import gallery.handlers.function.FunctionException;
import gallery.handlers.function.FunctionLog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Works through the messages of a queue one by one, and gives back those that failed: they are delivered again, and end in
 * the dead-letter queue when they go on failing.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">partial batch responses</a>
 */
final class Batch {

    /** What a function does with one object. */
    @FunctionalInterface
    interface Work {
        void run(String key, FunctionLog log);
    }

    private final String bucket;
    private final Clock clock;

    Batch(String bucket, Clock clock) {
        this.bucket = bucket;
        this.clock = clock;
    }

    SQSBatchResponse run(SQSEvent event, Context context, Work work) {
        List<BatchItemFailure> failures = new ArrayList<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            FunctionLog log = new FunctionLog(line -> context.getLogger().log(line), clock, context.getAwsRequestId());
            log.with("messageId", message.getMessageId());
            try {
                ObjectCreated created = ObjectCreated.parse(message.getBody());
                if (!created.bucket().equals(bucket)) {
                    throw new PoisonMessageException("the event is of another bucket");
                }
                work.run(created.key(), log);
            } catch (FunctionException e) {
                log.error(e);
                failures.add(new BatchItemFailure(message.getMessageId()));
            } catch (RuntimeException e) {
                log.failure("the message could not be handled", e);
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }
}
