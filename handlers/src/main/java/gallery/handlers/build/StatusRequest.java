package gallery.handlers.build;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which build to wait for.
 *
 * @param buildId the build that the trigger started; found by the tag without it
 * @param last whether nobody goes on waiting after this function
 */
record StatusRequest(ImageTag imageTag, Optional<String> buildId, boolean last) {

    /** Reads {@code {"imageTag": …, "buildId": …, "last": …}}; the last two may be left out or null. */
    static StatusRequest from(@Nullable Object json) {
        Event event = Event.of(json);
        return new StatusRequest(event.imageTag(), event.text("buildId"), event.flag("last"));
    }
}
