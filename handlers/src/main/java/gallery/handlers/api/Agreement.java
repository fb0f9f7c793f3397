package gallery.handlers.api;

import gallery.handlers.process.ImageId;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody agreed to, or not.
 *
 * @param name the person's name, as typed
 * @param savedAt the browser's time of it, as sent
 */
record Agreement(
        String userId, String name, String savedAt, boolean agree, ImageId imageId, Optional<Instant> expires) {}
