package gallery.handlers.faces;

import java.awt.image.BufferedImage;
import java.util.List;

/** Finds faces. */
public interface FaceDetector {

    /** The faces in an upright picture, in any order; they may reach beyond its edges. */
    List<Face> detect(BufferedImage upright);

    /** The longer side, in pixels, above which pictures only cost time. */
    int usefulSide();
}
