package gallery.handlers.process;

import java.time.Instant;
import java.util.Optional;

/** A picture that can be shown. {@code expires} is when it counts as deleted. */
public record FinishedImage(
        ImageId id,
        String userId,
        Choice choice,
        String baseImageKey,
        String resultKey,
        String story,
        Optional<Instant> expires) {}
