package gallery.handlers.images;

import gallery.handlers.function.JsonText;
import gallery.handlers.process.ImageId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a model's container is asked: to make the picture {@code output} from others in the same bucket.
 *
 * @param source key of the picture to work on
 * @param target key of the portrait that gets the face; empty for a restoration
 */
record InferenceRequest(ImageId id, String source, Optional<String> target, String output) {

    /** As the containers read it. */
    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("uuid", id.value());
        json.put("source", source);
        target.ifPresent(key -> json.put("target", key));
        json.put("output", output);
        return JsonText.object(json);
    }
}
