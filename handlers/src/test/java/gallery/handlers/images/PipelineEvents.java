package gallery.handlers.images;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.stream.Stream;

/** Events as SQS and EventBridge would hand them over. */
final class PipelineEvents {

    private PipelineEvents() {}

    /** EventBridge's event, as moto and AWS send it. */
    static String objectCreated(String bucket, String key) {
        return "{\"version\":\"0\",\"id\":\"17793124-05d4-b198-2fde-7ededc63b103\",\"detail-type\":\"Object Created\","
                + "\"source\":\"aws.s3\",\"account\":\"123456789012\",\"time\":\"2026-03-01T12:00:00Z\","
                + "\"region\":\"eu-central-1\",\"resources\":[\"arn:aws:s3:::" + bucket + "\"],"
                + "\"detail\":{\"version\":\"0\",\"bucket\":{\"name\":\"" + bucket + "\"},"
                + "\"object\":{\"key\":\"" + key + "\",\"size\":5,\"etag\":\"b1\",\"sequencer\":\"00617\"},"
                + "\"reason\":\"PutObject\"}}";
    }

    /** A batch of messages with these bodies, called m0, m1, … */
    static SQSEvent batch(String... bodies) {
        SQSEvent event = new SQSEvent();
        int[] number = {0};
        event.setRecords(Stream.of(bodies)
                .map(body -> {
                    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
                    message.setMessageId("m" + number[0]++);
                    message.setBody(body);
                    return message;
                })
                .toList());
        return event;
    }
}
