package gallery.environments;

/**
 * One thing that is wrong in an environment file.
 *
 * @param pointer JSON pointer (RFC 6901) to the offending value, empty for the whole document
 * @param message what is wrong and what to do, without a final full stop
 */
public record Problem(String pointer, String message) {}
