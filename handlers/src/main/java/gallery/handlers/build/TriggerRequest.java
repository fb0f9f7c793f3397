package gallery.handlers.build;

import org.jspecify.annotations.Nullable;

/** Which image to build: said directly, or by the arrival of its sources in the source bucket. */
record TriggerRequest(ImageTag imageTag) {

    private static final String ENDING = ".zip";

    /**
     * Reads {@code {"imageTag": …}} or EventBridge's "Object Created" event for {@code <imageTag>.zip}.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">S3 events in EventBridge</a>
     */
    static TriggerRequest from(@Nullable Object json, String sourceBucket) {
        Event event = Event.of(json);
        if (!event.has("imageTag") && event.has("detail-type")) {
            return new TriggerRequest(fromObjectCreated(event, sourceBucket));
        }
        return new TriggerRequest(event.imageTag());
    }

    private static ImageTag fromObjectCreated(Event event, String sourceBucket) {
        String type = event.text("detail-type").orElse("");
        if (!type.equals("Object Created")) {
            throw new InvalidEventException("the event is '" + type + "', but only 'Object Created' starts a build");
        }
        String bucket = event.inner("detail").inner("bucket").text("name").orElse("");
        if (!bucket.equals(sourceBucket)) {
            throw new InvalidEventException("the event is of the bucket '" + bucket
                    + "', but builds have their sources in '" + sourceBucket + "'");
        }
        String key = event.inner("detail").inner("object").text("key").orElse("");
        String name = key.endsWith(ENDING) ? key.substring(0, key.length() - ENDING.length()) : "";
        if (!ImageTag.isTag(name)) {
            throw new InvalidEventException(
                    "the object's key must be 16 lower-case hexadecimal digits and .zip, but is '" + key + "'");
        }
        return new ImageTag(name);
    }
}
