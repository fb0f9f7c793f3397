package gallery.handlers.faces;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds frontal faces without any service, for local work and tests; Amazon Rekognition finds more.
 *
 * <p>Looks at every window of smaller and smaller copies of the picture with a cascade from OpenCV's data, and keeps
 * places that several windows agree on. OpenCV itself would fill most of a function's 250 MB.
 */
public final class EmbeddedFaceDetector implements FaceDetector {

    private static final String CASCADE = "lbpcascade_frontalface_improved.xml";

    /** From one copy to the next. */
    private static final double SCALE = 1.1;

    /** Windows that must agree; OpenCV's default. */
    private static final int AGREEING = 3;

    /** How far agreeing windows may differ, as part of their size; OpenCV's default. */
    private static final double DIFFERENCE = 0.2;

    private static final int SIDE = 640;

    private final LbpCascade cascade = LbpCascade.load(CASCADE);

    @Override
    public int usefulSide() {
        return SIDE;
    }

    @Override
    public List<Face> detect(BufferedImage upright) {
        List<Face> windows = new ArrayList<>();
        for (double scale = 1; ; scale *= SCALE) {
            int width = (int) Math.round(upright.getWidth() / scale);
            int height = (int) Math.round(upright.getHeight() / scale);
            if (width < cascade.width() || height < cascade.height()) {
                return grouped(windows);
            }
            // Small copies are looked at in every place, large ones, whose places lie close together, in every other.
            search(IntegralImage.of(grey(upright, width, height)), width, height, scale, scale > 2 ? 1 : 2, windows);
        }
    }

    private void search(IntegralImage image, int width, int height, double scale, int step, List<Face> found) {
        int size = (int) Math.round(cascade.width() * scale);
        for (int y = 0; y <= height - cascade.height(); y += step) {
            for (int x = 0; x <= width - cascade.width(); x += step) {
                if (cascade.accepts(image, x, y)) {
                    found.add(new Face((int) Math.round(x * scale), (int) Math.round(y * scale), size, size));
                }
            }
        }
    }

    private static BufferedImage grey(BufferedImage picture, int width, int height) {
        BufferedImage grey = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = grey.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return grey;
    }

    /** One face, the middle one, for each group of windows that agree. */
    private static List<Face> grouped(List<Face> windows) {
        List<List<Face>> groups = new ArrayList<>();
        for (Face window : windows) {
            List<Face> joined = new ArrayList<>(List.of(window));
            // A window may join groups that had nothing in common so far.
            groups.removeIf(group -> {
                boolean agrees = group.stream().anyMatch(member -> agree(member, window));
                if (agrees) {
                    joined.addAll(group);
                }
                return agrees;
            });
            groups.add(joined);
        }
        return groups.stream()
                .filter(group -> group.size() >= AGREEING)
                .map(EmbeddedFaceDetector::middle)
                .toList();
    }

    private static boolean agree(Face a, Face b) {
        double most = DIFFERENCE * Math.min(a.width(), b.width());
        return Math.abs(a.x() - b.x()) <= most
                && Math.abs(a.y() - b.y()) <= most
                && Math.abs(a.x() + a.width() - b.x() - b.width()) <= most
                && Math.abs(a.y() + a.height() - b.y() - b.height()) <= most;
    }

    private static Face middle(List<Face> group) {
        return new Face(
                (int) Math.round(group.stream().mapToInt(Face::x).average().orElseThrow()),
                (int) Math.round(group.stream().mapToInt(Face::y).average().orElseThrow()),
                (int) Math.round(group.stream().mapToInt(Face::width).average().orElseThrow()),
                (int) Math.round(group.stream().mapToInt(Face::height).average().orElseThrow()));
    }
}
