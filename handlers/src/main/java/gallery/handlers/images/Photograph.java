package gallery.handlers.images;

import gallery.handlers.faces.Face;
import gallery.handlers.process.Failure;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * An uploaded photograph, which is whatever somebody sent: its form is told by its first bytes, its size is checked before
 * anything is decoded, and only what is needed of it is.
 */
final class Photograph {

    private static final long JPEG_MAGIC = 0xffd8ff;
    private static final long PNG_MAGIC = 0x89504e47L;

    private final byte[] file;
    private final String format;
    private final Orientation orientation;
    private final int width;
    private final int height;

    private Photograph(byte[] file, String format, Orientation orientation, int width, int height) {
        this.file = file;
        this.format = format;
        this.orientation = orientation;
        this.width = width;
        this.height = height;
    }

    /**
     * Looks at the header of a file, whatever it is called.
     *
     * @param maxPixels the largest width × height
     */
    static Photograph open(byte[] file, long maxPixels) throws UnusablePhotoException {
        if (file.length == 0) {
            throw new UnusablePhotoException(Failure.PHOTO_BROKEN);
        }
        String format = format(file);
        int[] size = read(file, format, reader -> new int[] {reader.getWidth(0), reader.getHeight(0)});
        if ((long) size[0] * size[1] > maxPixels) {
            throw new UnusablePhotoException(Failure.TOO_MANY_PIXELS);
        }
        return new Photograph(file, format, Orientation.of(file), size[0], size[1]);
    }

    int uprightWidth() {
        return orientation.swapsSides() ? height : width;
    }

    int uprightHeight() {
        return orientation.swapsSides() ? width : height;
    }

    /** The whole picture, upright, as small as it can be while its longer side has at least {@code side} pixels. */
    BufferedImage overview(int side) throws UnusablePhotoException {
        return upright(new Rectangle(0, 0, width, height), side);
    }

    /**
     * A part of the picture, upright.
     *
     * @param part within the upright picture
     * @param side the longer side has at least so many pixels, if the part has them, and less than twice as many
     */
    BufferedImage part(Face part, int side) throws UnusablePhotoException {
        Face stored = orientation.stored(part, width, height);
        return upright(new Rectangle(stored.x(), stored.y(), stored.width(), stored.height()), side);
    }

    private BufferedImage upright(Rectangle region, int side) throws UnusablePhotoException {
        int step = Math.max(1, Math.max(region.width, region.height) / side);
        BufferedImage stored = read(file, format, reader -> {
            ImageReadParam parameters = reader.getDefaultReadParam();
            parameters.setSourceRegion(region);
            parameters.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, parameters);
        });
        return orientation.upright(stored);
    }

    private static String format(byte[] file) throws UnusablePhotoException {
        long start = 0;
        for (int i = 0; i < 4; i++) {
            start = start << 8 | (i < file.length ? file[i] & 0xff : 0);
        }
        if (start >> 8 == JPEG_MAGIC) {
            return "jpeg";
        }
        if (start == PNG_MAGIC) {
            return "png";
        }
        throw new UnusablePhotoException(Failure.UNSUPPORTED_FORMAT);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(ImageReader reader) throws IOException;
    }

    private static <T> T read(byte[] file, String format, Reading<T> reading) throws UnusablePhotoException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        List<String> damages = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> noteDamage(warning, damages));
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            T result = reading.from(reader);
            if (!damages.isEmpty()) {
                throw new UnusablePhotoException(Failure.PHOTO_BROKEN);
            }
            return result;
        } catch (IOException | RuntimeException e) {
            // Decoders meet damage with all kinds of exceptions.
            throw new UnusablePhotoException(Failure.PHOTO_BROKEN);
        } finally {
            reader.dispose();
        }
    }

    /** A JPEG that is cut off is decoded all the same, its rest grey; other warnings are of no account. */
    private static void noteDamage(String warning, List<String> damages) {
        if (warning.contains("Premature end") || warning.contains("Truncated")) {
            damages.add(warning);
        }
    }
}
