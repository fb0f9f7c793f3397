package gallery.stacks.functions;

import com.hashicorp.cdktf.providers.aws.sqs_queue.SqsQueue;
import gallery.stacks.construct.DeadLetterQueue;
import gallery.stacks.construct.Json;
import gallery.stacks.construct.MetricAlarm;
import gallery.stacks.construct.PolicyDocument;
import gallery.stacks.construct.Statement;
import gallery.stacks.core.GalleryStack;
import java.time.Duration;
import java.util.Map;
import software.constructs.Construct;

/** Where the events of one EventBridge rule wait for one function. */
final class WorkQueue extends Construct {

    /** How often a message is received before it is a dead letter; AWS advises at least five. */
    static final int MOST_RECEIPTS = 5;

    /**
     * Time for Lambda to retry a batch that was throttled, in time-outs of the function.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html">queues as event sources</a>
     */
    private static final int TIMEOUTS_OUT_OF_SIGHT = 6;

    // Less than the dead letters have, which keep the age that they had here.
    private static final Duration RETENTION = Duration.ofDays(4);

    private final String name;
    private final String staticArn;
    private final Duration outOfSight;
    private final SqsQueue queue;

    /**
     * @param id its name within Terraform
     * @param rule the ARN of the rule that sends
     * @param timeout that of the function that receives
     */
    WorkQueue(GalleryStack stack, String id, String name, String rule, Duration timeout, DeadLetterQueue deadLetters) {
        super(stack, id + "-queue");
        this.name = name;
        staticArn = stack.context().arns().queue(name);
        outOfSight = timeout.multipliedBy(TIMEOUTS_OUT_OF_SIGHT);
        // Both policies sit in the queue: resources of their own take the provider half a minute more each.
        queue = SqsQueue.Builder.create(this, "queue")
                .name(name)
                .visibilityTimeoutSeconds(Math.toIntExact(outOfSight.toSeconds()))
                .messageRetentionSeconds(Math.toIntExact(RETENTION.toSeconds()))
                .receiveWaitTimeSeconds(20)
                .sqsManagedSseEnabled(true)
                .redrivePolicy(
                        Json.object(Map.of("deadLetterTargetArn", deadLetters.arn(), "maxReceiveCount", MOST_RECEIPTS)))
                .policy(policy(rule).json())
                .tags(stack.tags())
                .build();
        queue.overrideLogicalId(id);
    }

    /** The ARN as a reference. */
    String arn() {
        return queue.getArn();
    }

    /** Lets Lambda take messages out with the function's role. */
    Statement consume() {
        return Statement.allow("TakeWork")
                .actions("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage")
                .on(staticArn);
    }

    /** Goes off when a message waits for longer than one failed try would make it. */
    MetricAlarm age() {
        Duration tooOld = outOfSight.multipliedBy(2);
        return MetricAlarm.level(
                "AWS/SQS",
                "ApproximateAgeOfOldestMessage",
                Map.of("QueueName", name),
                Duration.ofMinutes(1),
                1,
                (double) tooOld.toSeconds(),
                "A picture has waited in the queue " + name + " for more than " + tooOld.toSeconds()
                        + " seconds. Look at the log group /aws/lambda/" + name
                        + " and at the account's concurrent executions.");
    }

    private PolicyDocument policy(String rule) {
        return PolicyDocument.of(
                Statement.allow("SendEvents")
                        .services("events.amazonaws.com")
                        .actions("sqs:SendMessage")
                        .on(staticArn)
                        .when("ArnEquals", "aws:SourceArn", rule),
                Statement.deny("RefusePlainHttp")
                        .everyone()
                        .actions("sqs:*")
                        .on(staticArn)
                        .when("Bool", "aws:SecureTransport", "false"));
    }
}
