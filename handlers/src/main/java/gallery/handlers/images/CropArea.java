package gallery.handlers.images;

import gallery.handlers.faces.Face;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which part of a photograph is cut out: the largest face with half its size around it, as far as the picture goes. */
final class CropArea {

    private CropArea() {}

    /**
     * The area in a picture of {@code width} × {@code height}; empty without a face in it.
     *
     * @param scale pixels of that picture for one pixel of the faces' picture
     */
    static Optional<Face> of(List<Face> faces, double scale, int width, int height) {
        return faces.stream()
                .max(Comparator.comparingLong(Face::area))
                .map(face -> padded(face, scale, width, height))
                .filter(area -> area.width() > 0 && area.height() > 0);
    }

    private static Face padded(Face face, double scale, int width, int height) {
        int left = clamp((face.x() - face.width() / 2.0) * scale, width);
        int top = clamp((face.y() - face.height() / 2.0) * scale, height);
        int right = clamp((face.x() + face.width() * 1.5) * scale, width);
        int bottom = clamp((face.y() + face.height() * 1.5) * scale, height);
        return new Face(left, top, right - left, bottom - top);
    }

    private static int clamp(double value, int most) {
        return (int) Math.round(Math.max(0, Math.min(most, value)));
    }
}
