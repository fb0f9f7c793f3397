package gallery.handlers.process;

import java.time.Instant;
import java.util.Optional;

/** What users see: the newest finished image of each, all finished images, and which image was asked for last. */
public interface Displays {

    /** Notes that {@code id} is the user's newest image, unless there is a newer one. */
    void noteUpload(String userId, ImageId id, Optional<Instant> expires);

    /** The image the user asked for last; empty when there is none or it is expired. */
    Optional<ImageId> newestUpload(String userId);

    /** The user's newest finished image; empty when there is none or it is expired. */
    Optional<FinishedImage> newest(String userId);

    /** Adds a finished image to the history and shows it, unless a newer one is shown. Repeated, it changes nothing. */
    void publish(FinishedImage image, Instant now);
}
