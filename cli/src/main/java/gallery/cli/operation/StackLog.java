package gallery.cli.operation;

import gallery.cli.layout.PrivateFiles;
import gallery.cli.terraform.UiMessage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The readable log of one stack. Grows from run to run, so that a failure can be looked up later; the file before the
 * last {@value #MOST_BYTES} bytes is kept as {@code <stack>.log.1}.
 */
public final class StackLog implements Consumer<UiMessage>, AutoCloseable {

    private static final long MOST_BYTES = 5_000_000;

    private final String title;
    private final BufferedWriter writer;
    private final Clock clock;
    private final List<String> lines = new ArrayList<>();

    private StackLog(String title, BufferedWriter writer, Clock clock) {
        this.title = title;
        this.writer = writer;
        this.clock = clock;
    }

    /** Opens the log and marks the beginning of a command in it. */
    public static StackLog open(Path file, String stack, String command, Clock clock) {
        try {
            if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            BufferedWriter writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            PrivateFiles.restrict(file);
            StackLog log = new StackLog(stack + ": " + command, writer, clock);
            log.write("==== " + command);
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void accept(UiMessage message) {
        if (!message.text().isEmpty()) {
            lines.add(message.text());
            write(message.text());
        }
    }

    /** Adds text that is no message, such as the readable form of a plan. */
    public void add(String text) {
        write(text);
    }

    /** The stack and the command, for a heading. */
    public String title() {
        return title;
    }

    /** What was logged since this log was opened. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    private void write(String text) {
        try {
            writer.write(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + text);
            writer.newLine();
            // The next line may never come.
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
