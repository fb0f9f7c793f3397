package gallery.handlers.testing;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** A real photograph of one face, in all the forms that people send; see README.md among the test resources. */
public final class Photos {

    private Photos() {}

    /** 512 × 512 pixels, JPEG. */
    public static byte[] portrait() {
        return resource("astronaut.jpeg");
    }

    public static byte[] cmyk() {
        return resource("astronaut-cmyk.jpeg");
    }

    public static BufferedImage decoded(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] encoded(BufferedImage picture, String format) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(picture, format, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The portrait, drawn on white of that size with its upper left corner at {@code x}, {@code y}. */
    public static BufferedImage onWhite(int width, int height, int x, int y) {
        BufferedImage large = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = large.createGraphics();
        graphics.fillRect(0, 0, width, height);
        graphics.drawImage(decoded(portrait()), x, y, null);
        graphics.dispose();
        return large;
    }

    /** Stored as a camera would that marks it with this orientation: upright again once that is honoured. */
    public static byte[] turned(BufferedImage upright, int orientation) {
        int w = upright.getWidth();
        int h = upright.getHeight();
        // From upright to stored.
        AffineTransform transform = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, -1, 1, 0, 0, w);
            case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
            case 8 -> new AffineTransform(0, 1, -1, 0, h, 0);
            default -> new AffineTransform();
        };
        BufferedImage stored =
                new BufferedImage(orientation >= 5 ? h : w, orientation >= 5 ? w : h, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = stored.createGraphics();
        graphics.drawImage(upright, transform, null);
        graphics.dispose();
        return withOrientation(encoded(stored, "jpeg"), orientation);
    }

    /** With an Exif segment that holds this orientation, right after the start of the image. */
    public static byte[] withOrientation(byte[] jpeg, int orientation) {
        ByteBuffer exif = ByteBuffer.allocate(36);
        exif.putShort((short) 0xffe1).putShort((short) 34);
        exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        exif.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        exif.putShort((short) 1);
        exif.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        exif.putInt(0);
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + exif.capacity());
        file.put(jpeg, 0, 2).put(exif.flip()).put(jpeg, 2, jpeg.length - 2);
        return Arrays.copyOf(file.array(), file.position());
    }

    /** A few bytes that claim to be a PNG of 30,000 × 30,000 pixels. */
    public static byte[] hugePng() {
        ByteBuffer header = ByteBuffer.allocate(33);
        header.putLong(0x89504e470d0a1a0aL).putInt(13);
        header.put("IHDR".getBytes(StandardCharsets.US_ASCII));
        header.putInt(30_000).putInt(30_000).put(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(header.array(), 12, 17);
        header.putInt((int) crc.getValue());
        return header.array();
    }

    /** The portrait's file with a header that claims 30,000 × 30,000 pixels. */
    public static byte[] hugeJpeg() {
        byte[] file = portrait();
        for (int i = 2; i < file.length - 9; i++) {
            if ((file[i] & 0xff) == 0xff && (file[i + 1] & 0xff) == 0xc0) {
                ByteBuffer.wrap(file).putShort(i + 5, (short) 30_000).putShort(i + 7, (short) 30_000);
                return file;
            }
        }
        throw new IllegalStateException("the portrait is no baseline JPEG");
    }

    private static byte[] resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(Photos.class.getResourceAsStream("/gallery/handlers/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
