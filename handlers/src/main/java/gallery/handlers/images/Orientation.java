package gallery.handlers.images;

import gallery.handlers.faces.Face;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera says that a picture is to be turned or mirrored to be upright; 1 to 8.
 *
 * @param value 1 is upright already; from 5 on, width and height are swapped
 * @see <a href="https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E">Exif 3.0, tag Orientation</a>
 */
record Orientation(int value) {

    static final Orientation UPRIGHT = new Orientation(1);

    private static final int START_OF_IMAGE = 0xffd8;
    private static final int START_OF_SCAN = 0xffda;
    private static final int APP1 = 0xffe1;
    private static final int TAG = 0x0112;
    private static final int ENTRY = 12;

    /** Reads the Exif part of a JPEG; upright when there is none or it is damaged. */
    static Orientation of(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        try {
            if ((bytes.getShort() & 0xffff) != START_OF_IMAGE) {
                return UPRIGHT;
            }
            while (true) {
                int marker = bytes.getShort() & 0xffff;
                if (marker == START_OF_SCAN || marker < 0xff00) {
                    return UPRIGHT;
                }
                int length = bytes.getShort() & 0xffff;
                // "Exif" and two zero bytes; other APP1 segments hold XMP.
                if (marker == APP1 && length > 8 && bytes.getInt(bytes.position()) == 0x45786966) {
                    return ofTiff(bytes.slice(bytes.position() + 6, length - 8));
                }
                bytes.position(bytes.position() + length - 2);
            }
        } catch (RuntimeException e) {
            // Cut off or nonsense: the decoder will say so if it matters.
            return UPRIGHT;
        }
    }

    private static Orientation ofTiff(ByteBuffer tiff) {
        tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY;
            if ((tiff.getShort(entry) & 0xffff) == TAG) {
                int value = tiff.getShort(entry + 8);
                return value >= 1 && value <= 8 ? new Orientation(value) : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    boolean swapsSides() {
        return value >= 5;
    }

    /** The picture upright, without transparency, on white. */
    BufferedImage upright(BufferedImage stored) {
        int width = stored.getWidth();
        int height = stored.getHeight();
        BufferedImage upright = new BufferedImage(
                swapsSides() ? height : width, swapsSides() ? width : height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = upright.createGraphics();
        graphics.setColor(java.awt.Color.WHITE);
        graphics.fillRect(0, 0, upright.getWidth(), upright.getHeight());
        graphics.drawImage(stored, transform(width, height), null);
        graphics.dispose();
        return upright;
    }

    /** Where a rectangle of the upright picture is in the stored one, whose sides are {@code width} and {@code height}. */
    Face stored(Face upright, int width, int height) {
        int x = upright.x();
        int y = upright.y();
        int w = upright.width();
        int h = upright.height();
        return switch (value) {
            case 2 -> new Face(width - x - w, y, w, h);
            case 3 -> new Face(width - x - w, height - y - h, w, h);
            case 4 -> new Face(x, height - y - h, w, h);
            case 5 -> new Face(y, x, h, w);
            case 6 -> new Face(y, height - x - w, h, w);
            case 7 -> new Face(width - y - h, height - x - w, h, w);
            case 8 -> new Face(width - y - h, x, h, w);
            default -> upright;
        };
    }

    /** From the stored picture to the upright one. */
    private AffineTransform transform(int width, int height) {
        return switch (value) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
