package gallery.handlers.process;

/** What the visitor chose; there are base images for each choice. */
public record Choice(String theme, String gender, String skin) {}
