package gallery.cli.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.cli.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

    @TempDir
    Path temp;

    private WorkFolders folders;

    @BeforeEach
    void makeFolders() {
        folders = new WorkFolders(temp.resolve("dev"));
        folders.create();
    }

    @Test
    void isRefusedWhileAnotherProcessHoldsIt() throws Exception {
        Process holder = holder();
        try {
            assertThatExceptionOfType(CliException.class)
                    .isThrownBy(() -> RunLock.take(folders))
                    .withMessage(
                            "another gallery-cli run (process %d) is using environment 'dev': wait for it to end",
                            holder.pid())
                    .matches(problem -> problem.exitCode() == ExitCode.REFUSED);

            holder.getOutputStream().close();
            assertThat(holder.waitFor()).isZero();
            assertFree();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void isFreeAfterItsHolderWasKilled() throws Exception {
        Process holder = holder();
        holder.destroyForcibly().waitFor();

        assertFree();
    }

    @Test
    void isRefusedASecondTimeInThisProcessToo() {
        RunLock first = RunLock.take(folders);
        try {
            assertThatExceptionOfType(CliException.class)
                    .isThrownBy(() -> RunLock.take(folders))
                    .withMessageContaining("(process " + ProcessHandle.current().pid() + ")");
            assertThatCode(() -> RunLock.take(other("prod")).close())
                    .as("each environment has its own")
                    .doesNotThrowAnyException();
        } finally {
            first.close();
        }
        assertFree();
    }

    @Test
    void namesTheNewestHolderAlone() throws IOException {
        Files.writeString(folders.root().resolve("run.lock"), "1234567890123");
        RunLock.take(folders).close();

        assertThat(folders.root().resolve("run.lock"))
                .hasContent(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void isGivenBackWhenTheWorkFails() {
        assertThat(RunLock.holding(folders, () -> "done")).isEqualTo("done");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> RunLock.holding(folders, () -> {
                    throw new IllegalStateException("oops");
                }));
        assertFree();
    }

    @Test
    void saysThatItCannotBeMade() throws IOException {
        Files.createDirectory(folders.root().resolve("run.lock"));

        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> RunLock.take(folders))
                .withMessage("cannot lock %s (Is a directory)", folders.root().resolve("run.lock"))
                .matches(problem -> problem.exitCode() == ExitCode.UNAVAILABLE);
    }

    private void assertFree() {
        assertThatCode(() -> RunLock.take(folders).close()).doesNotThrowAnyException();
    }

    private WorkFolders other(String environment) {
        WorkFolders other = new WorkFolders(temp.resolve(environment));
        other.create();
        return other;
    }

    private Process holder() throws IOException {
        Process holder = ChildJvm.of(HoldRunLock.class, folders.root())
                .redirectErrorStream(true)
                .start();
        assertThat(holder.inputReader().readLine()).isEqualTo("holding");
        return holder;
    }
}
