package gallery.stacks.construct;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.zip.CRC32;

/**
 * A zip archive that depends on nothing but its entries.
 *
 * <p>Written by hand because {@code java.util.zip} can neither set Unix modes nor promise the same bytes everywhere: its
 * compression is that of the machine's zlib. Entries are stored uncompressed, dated at the beginning of zip's calendar.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">the zip format</a>
 */
final class ZipArchive {

    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int CENTRAL_HEADER = 0x02014b50;
    private static final int END_OF_CENTRAL_DIRECTORY = 0x06054b50;
    private static final short VERSION_NEEDED = 10;
    private static final short MADE_ON_UNIX = (short) (3 << 8 | 20);
    private static final short NAMES_IN_UTF_8 = 1 << 11;
    private static final short STORED = 0;
    private static final short MIDNIGHT = 0;
    private static final short FIRST_OF_JANUARY_1980 = 1 << 5 | 1;
    private static final int REGULAR_FILE = 0100000;
    private static final int PLAIN = REGULAR_FILE | 0644;
    private static final int EXECUTABLE = REGULAR_FILE | 0755;

    // Beyond these the format needs its 64-bit extension; a container source is far smaller.
    private static final int MOST_ENTRIES = 0xffff;
    private static final long MOST_BYTES = Integer.MAX_VALUE;

    private final SortedMap<String, byte[]> files;

    ZipArchive(SortedMap<String, byte[]> files) {
        this.files = files;
        long size = files.values().stream().mapToLong(content -> content.length).sum();
        if (files.size() > MOST_ENTRIES || size > MOST_BYTES) {
            throw new UnusableSourceException("the container source has " + files.size() + " files and " + size
                    + " bytes, and an archive of it takes " + MOST_ENTRIES + " files and " + MOST_BYTES
                    + " bytes; move what does not belong into the image out of it");
        }
    }

    byte[] bytes() {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        files.forEach((path, content) -> {
            byte[] name = path.getBytes(StandardCharsets.UTF_8);
            int offset = archive.size();
            byte[] common = common(content, name.length);
            archive.writeBytes(record(4).putInt(LOCAL_HEADER).array());
            archive.writeBytes(common);
            archive.writeBytes(name);
            archive.writeBytes(content);
            directory.writeBytes(
                    record(6).putInt(CENTRAL_HEADER).putShort(MADE_ON_UNIX).array());
            directory.writeBytes(common);
            directory.writeBytes(record(14)
                    // No comment; the first disk; nothing said about text or binary.
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putInt(mode(content) << 16)
                    .putInt(offset)
                    .array());
            directory.writeBytes(name);
        });
        int start = archive.size();
        archive.writeBytes(directory.toByteArray());
        archive.writeBytes(record(22)
                .putInt(END_OF_CENTRAL_DIRECTORY)
                // One disk, which is the first.
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) files.size())
                .putShort((short) files.size())
                .putInt(directory.size())
                .putInt(start)
                .putShort((short) 0)
                .array());
        return archive.toByteArray();
    }

    private static byte[] common(byte[] content, int nameLength) {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        return record(26)
                .putShort(VERSION_NEEDED)
                .putShort(NAMES_IN_UTF_8)
                .putShort(STORED)
                .putShort(MIDNIGHT)
                .putShort(FIRST_OF_JANUARY_1980)
                .putInt((int) checksum.getValue())
                .putInt(content.length)
                .putInt(content.length)
                .putShort((short) nameLength)
                // No extra field.
                .putShort((short) 0)
                .array();
    }

    private static int mode(byte[] content) {
        return content.length > 1 && content[0] == '#' && content[1] == '!' ? EXECUTABLE : PLAIN;
    }

    private static ByteBuffer record(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
