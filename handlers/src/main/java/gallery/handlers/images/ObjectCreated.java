package gallery.handlers.images;

import gallery.handlers.json.JsonObject;
import gallery.handlers.json.MalformedJsonException;

/**
 * EventBridge's "Object Created" event of S3, as far as these functions care.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">S3 events in EventBridge</a>
 */
record ObjectCreated(String bucket, String key) {

    /**
     * Reads a queue message.
     *
     * @throws PoisonMessageException when it is none
     */
    static ObjectCreated parse(String body) {
        JsonObject event;
        try {
            event = JsonObject.parse(body);
        } catch (MalformedJsonException e) {
            throw new PoisonMessageException("the message is no JSON object");
        }
        if (!event.text("detail-type").orElse("").equals("Object Created")) {
            throw new PoisonMessageException("the message is no 'Object Created' event");
        }
        JsonObject detail = event.inner("detail");
        return new ObjectCreated(
                detail.inner("bucket")
                        .text("name")
                        .orElseThrow(() -> new PoisonMessageException("the event names no bucket")),
                detail.inner("object")
                        .text("key")
                        .orElseThrow(() -> new PoisonMessageException("the event names no object")));
    }
}
