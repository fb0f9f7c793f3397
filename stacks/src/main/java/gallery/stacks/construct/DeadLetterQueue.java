package gallery.stacks.construct;

import com.hashicorp.cdktf.providers.aws.sqs_queue.SqsQueue;
import gallery.stacks.core.GalleryStack;
import java.time.Duration;
import java.util.Map;
import software.constructs.Construct;

/** Where an EventBridge rule and the function behind it put the events that neither could handle; an alarm says so. */
public final class DeadLetterQueue extends Construct {

    // The longest that SQS keeps a message: time to find out why it is there.
    private static final Duration RETENTION = Duration.ofDays(14);

    private final String name;
    private final String staticArn;
    private final SqsQueue queue;

    private DeadLetterQueue(GalleryStack stack, String id, String name, String ruleArn) {
        super(stack, id);
        this.name = name;
        this.staticArn = stack.context().arns().of("sqs", name);
        // The policy sits in the queue: a resource of its own takes the provider half a minute more.
        queue = SqsQueue.Builder.create(this, "queue")
                .name(name)
                .messageRetentionSeconds(Math.toIntExact(RETENTION.toSeconds()))
                .sqsManagedSseEnabled(true)
                .policy(policy(ruleArn).json())
                .tags(stack.tags())
                .build();
        queue.overrideLogicalId(id);
    }

    /**
     * Creates a queue.
     *
     * @param id its name within Terraform
     * @param ruleArn the rule whose undelivered events it takes
     */
    public static DeadLetterQueue create(GalleryStack stack, String id, String name, String ruleArn) {
        return new DeadLetterQueue(stack, id, name, ruleArn);
    }

    /** The ARN as a reference. */
    public String arn() {
        return queue.getArn();
    }

    /** Lets a role put messages here. */
    public Statement send() {
        return Statement.allow("SendDeadLetters").actions("sqs:SendMessage").on(staticArn);
    }

    /** Goes off while a message waits here. */
    public MetricAlarm alarm(String description) {
        return MetricAlarm.level(
                "AWS/SQS",
                "ApproximateNumberOfMessagesVisible",
                Map.of("QueueName", name),
                Duration.ofMinutes(5),
                1,
                1,
                description);
    }

    private PolicyDocument policy(String ruleArn) {
        return PolicyDocument.of(
                Statement.allow("SendUndeliveredEvents")
                        .services("events.amazonaws.com")
                        .actions("sqs:SendMessage")
                        .on(staticArn)
                        .when("ArnEquals", "aws:SourceArn", ruleArn),
                Statement.deny("RefusePlainHttp")
                        .everyone()
                        .actions("sqs:*")
                        .on(staticArn)
                        .when("Bool", "aws:SecureTransport", "false"));
    }
}
