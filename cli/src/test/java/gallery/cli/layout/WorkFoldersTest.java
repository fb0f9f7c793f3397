package gallery.cli.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFoldersTest {

    @TempDir
    Path temp;

    @Test
    void areMadeForTheirOwnerAlone() throws IOException {
        WorkFolders folders = new WorkFolders(temp.resolve("work/dev"));
        folders.create();
        folders.create();

        for (Path folder :
                List.of(folders.synth(), folders.state(), folders.plans(), folders.logs(), folders.output())) {
            assertThat(folder).isDirectory().hasParent(folders.root());
            assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void keepEachStackApart() {
        WorkFolders folders = new WorkFolders(Path.of("/work/dev"));

        assertThat(folders.logOf("s3")).isEqualTo(Path.of("/work/dev/logs/s3.log"));
        assertThat(folders.planOf("s3")).isEqualTo(Path.of("/work/dev/plans/s3.tfplan"));
        assertThat(folders.stateOf("s3")).isEqualTo(Path.of("/work/dev/state/s3.tfstate"));
    }

    @Test
    void sayThatAFileIsInTheWay() throws IOException {
        Path file = Files.createFile(temp.resolve("dev"));
        assertRefused(new WorkFolders(file), file.resolve("synth"), "Not a directory");

        WorkFolders folders = new WorkFolders(temp.resolve("prod"));
        folders.create();
        Files.delete(folders.plans());
        Files.createFile(folders.plans());
        assertRefused(folders, folders.plans(), "another file is in the way");
    }

    @Test
    void sayThatTheyCannotBeWritten() {
        // Root may write anywhere but into the kernel's own directories.
        WorkFolders folders = new WorkFolders(Path.of("/proc/gallery/dev"));
        assertRefused(folders, folders.synth(), "it does not exist and cannot be made");
    }

    private static void assertRefused(WorkFolders folders, Path folder, String reason) {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(folders::create)
                .withMessage(
                        "cannot write to %s (%s): make it writable or name another work directory in GALLERY_WORK_DIR",
                        folder, reason)
                .matches(problem -> problem.exitCode() == ExitCode.UNAVAILABLE);
    }
}
