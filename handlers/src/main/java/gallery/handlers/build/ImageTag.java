package gallery.handlers.build;

import java.util.regex.Pattern;

/**
 * The tag of a container image: the first 16 hexadecimal digits of a digest of its sources, so that the same sources are
 * never built twice.
 */
record ImageTag(String value) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");

    ImageTag {
        if (!isTag(value)) {
            throw new IllegalArgumentException(value);
        }
    }

    static boolean isTag(String text) {
        return FORM.matcher(text).matches();
    }

    /** The key of the object that holds the image's sources. */
    String sourceKey() {
        return value + ".zip";
    }

    @Override
    public String toString() {
        return value;
    }
}
