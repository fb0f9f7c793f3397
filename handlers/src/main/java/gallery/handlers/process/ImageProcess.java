package gallery.handlers.process;

import java.time.Instant;
import java.util.Optional;

/**
 * An image on its way.
 *
 * @param baseImageKey the portrait that gets the visitor's face
 * @param since when the status was reached
 * @param failure why it failed; empty while it has not
 * @param attempt the model's work that the status speaks of; empty before any
 * @param expires when the record counts as deleted; empty when it is kept for good
 */
public record ImageProcess(
        ImageId id,
        String userId,
        Choice choice,
        String baseImageKey,
        String story,
        Status status,
        Instant since,
        Optional<Failure> failure,
        Optional<Attempt> attempt,
        Optional<Instant> expires) {

    /** A new image, of which nothing is known but what its user wants. */
    public static ImageProcess requested(
            ImageId id,
            String userId,
            Choice choice,
            String baseImageKey,
            String story,
            Instant now,
            Optional<Instant> expires) {
        return new ImageProcess(
                id,
                userId,
                choice,
                baseImageKey,
                story,
                Status.UPLOAD_REQUESTED,
                now,
                Optional.empty(),
                Optional.empty(),
                expires);
    }

    /** The same once a model's work on it has been claimed. */
    public ImageProcess begun(Status by, Attempt next) {
        return new ImageProcess(
                id,
                userId,
                choice,
                baseImageKey,
                story,
                by,
                next.started(),
                Optional.empty(),
                Optional.of(next),
                expires);
    }
}
