package gallery.handlers.process;

import java.time.Instant;

/**
 * One start of a model's work on an image.
 *
 * @param started just before the model was called
 * @param token tells this attempt from any other
 * @param accepted whether the call is known to have been accepted; while it is not, the work may or may not be under way
 */
public record Attempt(Instant started, String token, boolean accepted) {}
