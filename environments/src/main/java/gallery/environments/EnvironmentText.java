package gallery.environments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads an environment file as text without trusting it: whatever lies at the path, one sentence says what is wrong. */
final class EnvironmentText {

    /** In bytes; fifty times the largest file that makes sense. */
    static final int SIZE_LIMIT = 128 * 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private EnvironmentText() {}

    static String read(Path file) throws UnreadableFileException {
        if (Files.isDirectory(file)) {
            throw new UnreadableFileException("is a directory; put a YAML file in its place");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UnreadableFileException("is not a regular file; put a YAML file in its place");
        }
        return decode(bytes(file));
    }

    private static byte[] bytes(Path file) throws UnreadableFileException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(SIZE_LIMIT + 1);
        } catch (IOException e) {
            throw new UnreadableFileException(sentence(e));
        }
        if (bytes.length > SIZE_LIMIT) {
            throw new UnreadableFileException(
                    "is larger than " + SIZE_LIMIT / 1024 + " KiB, which no environment needs; is it the right file?");
        }
        return bytes;
    }

    static String sentence(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "may not be read; check the file's permissions";
        }
        if (e instanceof NoSuchFileException) {
            return "does not exist; is it a link that leads nowhere?";
        }
        return "cannot be read: " + e.getMessage();
    }

    private static String decode(byte[] bytes) throws UnreadableFileException {
        CharBuffer characters = CharBuffer.allocate(bytes.length);
        ByteBuffer remaining = ByteBuffer.wrap(bytes);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(remaining, characters, true);
        characters.flip();
        if (result.isError()) {
            long line = characters.chars().filter(c -> c == '\n').count() + 1;
            throw new UnreadableFileException("is not UTF-8 text: line " + line + " holds the byte 0x"
                    + "%02X".formatted(remaining.get()) + "; save the file as UTF-8");
        }
        String text = characters.toString();
        return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
    }
}
