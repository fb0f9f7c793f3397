package gallery.handlers.process;

import java.util.Optional;

/** The pictures that belong to one image; each lies at {@code <prefix><id>.jpeg} in the image bucket. */
public enum ImageKind {
    /** The photograph that the visitor uploaded. */
    FACE_IMAGE("images/face-image/"),
    /** The visitor's face, cut out of it. */
    FACE_CROPPED("images/face-cropped/"),
    /** The portrait with the visitor's face, when it is still to be restored. */
    FACE_SWAPPED("images/face-swapped/"),
    /** The finished picture. */
    RESULT("images/results/");

    private static final String ENDING = ".jpeg";

    private final String prefix;

    ImageKind(String prefix) {
        this.prefix = prefix;
    }

    public String key(ImageId id) {
        return prefix + id + ENDING;
    }

    /** The image whose picture of this kind lies at {@code key}; empty when the key is of another form. */
    public Optional<ImageId> imageOf(String key) {
        if (!key.startsWith(prefix) || !key.endsWith(ENDING) || key.length() < prefix.length() + ENDING.length()) {
            return Optional.empty();
        }
        return ImageId.parse(key.substring(prefix.length(), key.length() - ENDING.length()));
    }
}
