package gallery.handlers.process;

import java.time.Instant;
import java.util.Optional;

/**
 * An image on its way.
 *
 * @param baseImageKey the portrait that gets the visitor's face
 * @param since when the status was reached
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
        Optional<Attempt> attempt,
        Optional<Instant> expires) {}
