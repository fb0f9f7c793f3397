package gallery.handlers.testing;

import gallery.handlers.function.JsonText;
import gallery.handlers.json.JsonObject;
import gallery.handlers.json.MalformedJsonException;
import gallery.handlers.testing.LambdaFunction.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Queues with dead-letter queues that EventBridge fills by prefix, and the part of Lambda that moto leaves out: an event
 * source mapping takes messages, calls the function, and deletes those that it does not give back.
 */
public final class Queues {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int RECEIVES = 3;

    private final SqsClient sqs;
    private final EventBridgeClient events;

    public Queues(TestCloud cloud) {
        sqs = cloud.client(SqsClient.builder()).build();
        events = cloud.client(EventBridgeClient.builder()).build();
    }

    /** A queue for objects below these prefixes, with a dead-letter queue; answers its address. */
    public String create(String name, String... prefixes) {
        String deadLetters =
                sqs.createQueue(queue -> queue.queueName(name + "-dlq")).queueUrl();
        String url = sqs.createQueue(queue -> queue.queueName(name)
                        .attributes(Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                "0",
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"" + arn(deadLetters) + "\",\"maxReceiveCount\":" + RECEIVES
                                        + "}")))
                .queueUrl();
        Map<String, Object> pattern = new LinkedHashMap<>();
        pattern.put("source", List.of("aws.s3"));
        pattern.put("detail-type", List.of("Object Created"));
        pattern.put(
                "detail",
                Map.of(
                        "bucket",
                        Map.of("name", List.of(TestCloud.BUCKET)),
                        "object",
                        Map.of(
                                "key",
                                Stream.of(prefixes)
                                        .map(prefix -> Map.of("prefix", prefix))
                                        .toList())));
        events.putRule(rule -> rule.name(name).eventPattern(JsonText.object(pattern)));
        events.putTargets(targets -> targets.rule(name)
                .targets(Target.builder().id("queue").arn(arn(url)).build()));
        return url;
    }

    public void send(String url, String body) {
        sqs.sendMessage(send -> send.queueUrl(url).messageBody(body));
    }

    /** Calls the function with what is in the queue; answers how many messages were done. */
    public int deliver(String url, LambdaFunction function) throws InterruptedException, MalformedJsonException {
        List<Message> messages = sqs.receiveMessage(receive -> receive.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
        if (messages.isEmpty()) {
            return 0;
        }
        List<Map<String, Object>> records =
                messages.stream().map(Queues::record).toList();
        Answer answer = function.invoke(JsonText.object(Map.of("Records", records)), TIMEOUT);
        String failures = JsonObject.parse(answer.body())
                .value("batchItemFailures")
                .map(String::valueOf)
                .orElseThrow(() -> new IllegalStateException(answer.body()));
        int done = 0;
        for (Message message : messages) {
            if (!failures.contains(message.messageId())) {
                sqs.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle()));
                done++;
            }
        }
        return done;
    }

    /** How many messages wait in the queue. */
    public int depth(String url) {
        return Integer.parseInt(sqs.getQueueAttributes(
                        get -> get.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .attributes()
                .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "-1"));
    }

    /** The address of a queue's dead-letter queue. */
    public static String deadLetters(String url) {
        return url + "-dlq";
    }

    private String arn(String url) {
        return sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
    }

    /** A message as Lambda passes it on. */
    private static Map<String, Object> record(Message message) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("messageId", message.messageId());
        record.put("receiptHandle", message.receiptHandle());
        record.put("body", message.body());
        record.put("attributes", message.attributesAsStrings());
        record.put("messageAttributes", Map.of());
        record.put("md5OfBody", message.md5OfBody());
        record.put("eventSource", "aws:sqs");
        record.put("eventSourceARN", "arn:aws:sqs:eu-central-1:123456789012:queue");
        record.put("awsRegion", "eu-central-1");
        return record;
    }
}
