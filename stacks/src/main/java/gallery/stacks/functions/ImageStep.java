package gallery.stacks.functions;

import com.hashicorp.cdktf.providers.aws.cloudwatch_event_rule.CloudwatchEventRule;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_target.CloudwatchEventTarget;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_target.CloudwatchEventTargetDeadLetterConfig;
import com.hashicorp.cdktf.providers.aws.lambda_event_source_mapping.LambdaEventSourceMapping;
import com.hashicorp.cdktf.providers.aws.lambda_event_source_mapping.LambdaEventSourceMappingScalingConfig;
import gallery.environments.ImagePrefix;
import gallery.stacks.construct.AlarmTopic;
import gallery.stacks.construct.DeadLetterQueue;
import gallery.stacks.construct.JavaFunction;
import gallery.stacks.construct.Json;
import gallery.stacks.core.GalleryStack;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.constructs.Construct;

/**
 * A function that works on new objects of the image bucket. Their events wait in a queue of its own, so that nothing is lost while
 * it is throttled or out of order, and those it fails on again and again end in a dead-letter queue.
 */
final class ImageStep extends Construct {

    private static final String DEAD_LETTERS = "-dead-letters";

    private final GalleryStack stack;
    private final String id;
    private final Work work;
    private final String name;

    /** @param id the thing in {@code gallery-<env>-<thing>}, the name of function, queue and rule */
    ImageStep(GalleryStack stack, String id, JavaFunction.Builder function, Work work, AlarmTopic alarms) {
        super(stack, id + "-step");
        this.stack = stack;
        this.id = id;
        this.work = work;
        this.name = stack.context().names().of(id);
        String rule = stack.context().arns().eventRule(name);
        DeadLetterQueue deadLetters = DeadLetterQueue.create(stack, id + DEAD_LETTERS, name + DEAD_LETTERS, rule);
        WorkQueue queue = new WorkQueue(stack, id, name, rule, work.timeout(), deadLetters);
        JavaFunction consumer = function.allowing(queue.consume()).create(stack, id);
        work(consumer, queue);
        route(queue, deadLetters);
        watch(alarms, consumer, queue, deadLetters);
    }

    private void work(JavaFunction consumer, WorkQueue queue) {
        LambdaEventSourceMapping mapping = LambdaEventSourceMapping.Builder.create(this, "mapping")
                .eventSourceArn(queue.arn())
                .functionName(consumer.live().getArn())
                .batchSize(work.batchSize())
                .functionResponseTypes(List.of("ReportBatchItemFailures"))
                .scalingConfig(LambdaEventSourceMappingScalingConfig.builder()
                        .maximumConcurrency(work.concurrency())
                        .build())
                .build();
        mapping.overrideLogicalId(id);
        // Newer than the bindings.
        mapping.addOverride("tags", stack.tags());
    }

    /**
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">events of Amazon S3</a>
     */
    private void route(WorkQueue queue, DeadLetterQueue deadLetters) {
        String bucket = stack.context().names().imageBucket();
        CloudwatchEventRule rule = CloudwatchEventRule.Builder.create(this, "rule")
                .name(name)
                .description("New objects below "
                        + work.prefixes().stream().map(ImagePrefix::keyPrefix).collect(Collectors.joining(", ")))
                .eventPattern(Json.object(Map.of(
                        "source", List.of("aws.s3"),
                        "detail-type", List.of("Object Created"),
                        "detail",
                                Map.of(
                                        "bucket", Map.of("name", List.of(bucket)),
                                        "object", Map.of("key", keys())))))
                .tags(stack.tags())
                .build();
        rule.overrideLogicalId(id);
        CloudwatchEventTarget.Builder.create(this, "target")
                .rule(rule.getName())
                .targetId(id)
                .arn(queue.arn())
                .deadLetterConfig(CloudwatchEventTargetDeadLetterConfig.builder()
                        .arn(deadLetters.arn())
                        .build())
                .build()
                .overrideLogicalId(id);
    }

    private List<Map<String, String>> keys() {
        return work.prefixes().stream()
                .map(prefix -> Map.of("prefix", prefix.keyPrefix()))
                .toList();
    }

    private void watch(AlarmTopic alarms, JavaFunction consumer, WorkQueue queue, DeadLetterQueue deadLetters) {
        alarms.raise(
                id + "-errors",
                consumer.errors("The function " + name + " failed, ran out of time or out of memory. The reason is in "
                        + "the log group /aws/lambda/" + name + "."));
        alarms.raise(id + "-age", queue.age());
        alarms.raise(
                id + DEAD_LETTERS,
                deadLetters.alarm("The function " + name + " failed on a picture " + WorkQueue.MOST_RECEIPTS
                        + " times, or its event could not be queued. The queue " + name + DEAD_LETTERS
                        + " holds the event: mend the cause, then start a redrive to the queue " + name + "."));
    }
}
