package gallery.handlers.process;

/** How far an image has come; in this order, but for the two last, which end it early. */
public enum Status {
    /** The visitor has been told where to upload the photograph. */
    UPLOAD_REQUESTED,
    /** The face is cut out. */
    CROPPED,
    /** FaceChain has been, or is just being, asked. */
    SWAPPING,
    /** GFPGAN has been, or is just being, asked. */
    RESTORING,
    /** Shown. */
    COMPLETED,
    /** There is no face in the photograph. */
    NO_FACE,
    /** Something is wrong that trying again does not mend; see {@link Failure}. */
    FAILED
}
