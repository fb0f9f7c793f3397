package gallery.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gallery.cli.terraform.UiMessage;
import gallery.cli.testing.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackLogTest {

    private static final Clock CLOCK = Clock.fixed(Workbench.NOW, ZoneOffset.UTC);

    @TempDir
    Path temp;

    @Test
    void growsFromCommandToCommand() throws IOException {
        try (StackLog log = open("plan")) {
            log.accept(new UiMessage.Text("one"));
            log.accept(new UiMessage.Text(""));
            assertThat(file()).as("written at once").content().endsWith(" one\n");
            assertThat(log.lines()).containsExactly("one");
            assertThat(log.title()).isEqualTo("s3: plan");
        }
        try (StackLog log = open("apply")) {
            log.add("two\nlines");
            assertThat(log.lines()).isEmpty();
        }

        assertThat(file()).hasContent("""
                2026-02-03T04:05:06Z ==== plan
                2026-02-03T04:05:06Z one
                2026-02-03T04:05:06Z ==== apply
                2026-02-03T04:05:06Z two
                lines
                """);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void beginsAnewWhenItIsLong() throws IOException {
        Files.writeString(file(), "x".repeat(5_000_001));
        Files.writeString(temp.resolve("s3.log.1"), "still older");

        open("plan").close();

        assertThat(file()).hasContent("2026-02-03T04:05:06Z ==== plan");
        assertThat(temp.resolve("s3.log.1")).hasSize(5_000_001);
    }

    @Test
    void failsWhenItCannotBeWritten() throws IOException {
        Files.createDirectory(file());

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> open("plan"));
    }

    private StackLog open(String command) {
        return StackLog.open(file(), "s3", command, CLOCK);
    }

    private Path file() {
        return temp.resolve("s3.log");
    }
}
