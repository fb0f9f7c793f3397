package gallery.handlers.process;

/** Why an image ended with {@link Status#FAILED}. */
public enum Failure {
    /** The photograph has more bytes than allowed. */
    PHOTO_TOO_LARGE,
    /** The photograph has more pixels than allowed. */
    TOO_MANY_PIXELS,
    /** Neither JPEG nor PNG. */
    UNSUPPORTED_FORMAT,
    /** Damaged, cut off or empty. */
    PHOTO_BROKEN,
    /** The picture to work on was deleted meanwhile. */
    PICTURE_GONE,
    /** FaceChain could not make the portrait. */
    SWAP_FAILED,
    /** GFPGAN could not restore the portrait. */
    RESTORATION_FAILED
}
