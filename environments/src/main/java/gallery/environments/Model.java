package gallery.environments;

import java.util.Locale;

/** The two models behind the gallery; their names appear in stacks, images and endpoints. */
public enum Model {
    /** Fuses the visitor's face into a historical portrait. */
    FACECHAIN,
    /** Restores the fused face. */
    GFPGAN;

    /** The lower-case name, as in {@code byoc-facechain-ecr}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
