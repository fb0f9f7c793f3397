package gallery.cli.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the real terraform once wrote, and how it ended; {@code src/test/terraform/record.py} makes the files.
 *
 * @param lines of its standard output, or of standard error when it wrote nothing else
 */
public record Recording(int status, List<String> lines) {

    private static final String FIRST_LINE = "status ";

    public Recording {
        lines = List.copyOf(lines);
    }

    /** Reads the recording of that file name, such as {@code plan-create.jsonl}. */
    public static Recording of(String name) {
        try (InputStream file = Recording.class.getResourceAsStream("/gallery/cli/terraform/" + name)) {
            if (file == null) {
                throw new IllegalArgumentException("no recording " + name);
            }
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (!lines.get(0).startsWith(FIRST_LINE)) {
                throw new IllegalArgumentException(name + " does not begin with its exit status");
            }
            return new Recording(
                    Integer.parseInt(lines.get(0).substring(FIRST_LINE.length())), lines.subList(1, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text in one piece. */
    public String text() {
        return String.join("\n", lines);
    }
}
