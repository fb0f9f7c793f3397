package gallery.handlers.api;

/** A portrait that can get a visitor's face, and what is told about it. */
record BaseImage(String key, String story) {}
