package gallery.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStateTest {

    @TempDir
    Path temp;

    private Path file;
    private LocalState state;

    @BeforeEach
    void nameState() {
        file = temp.resolve("s3.tfstate");
        state = new LocalState(file);
    }

    @Test
    void holdsNothingBeforeTheFirstApplyAndAfterADestroy() throws IOException {
        assertThat(state.holdsResources()).isFalse();

        for (String empty : new String[] {"", "{\"version\":4,\"serial\":7,\"resources\":[]}"}) {
            Files.writeString(file, empty);
            assertThat(state.holdsResources()).as(empty).isFalse();
        }
    }

    @Test
    void holdsResourcesAfterAnApply() throws IOException {
        Files.writeString(file, "{\"version\":4,\"resources\":[{\"type\":\"aws_s3_bucket\"}]}");

        assertThat(state.holdsResources()).isTrue();
    }

    @Test
    void saysWhereAnotherCopyIsWhenItIsBroken() throws IOException {
        Files.writeString(file, "{\"version\":4,");

        assertThatExceptionOfType(CliException.class)
                .isThrownBy(state::holdsResources)
                .withMessage(
                        "the state file %s cannot be read; restore it from s3.tfstate.before-apply beside it, or from"
                                + " Terraform's own .backup file",
                        file)
                .matches(problem -> problem.exitCode() == ExitCode.UNAVAILABLE);
    }

    @Test
    void keepsTheCopyOfTheNewestApply() throws IOException {
        Path copy = temp.resolve("s3.tfstate.before-apply");
        state.backUp();
        assertThat(copy).doesNotExist();

        Files.writeString(file, "one");
        state.backUp();
        Files.writeString(file, "two");
        assertThat(copy).hasContent("one");
        state.backUp();
        assertThat(copy).hasContent("two");
    }

    @Test
    void refusesToGoOnWithoutACopy() throws IOException {
        Files.writeString(file, "one");
        Path inTheWay = Files.createDirectories(temp.resolve("s3.tfstate.before-apply/folder"));

        assertThatExceptionOfType(CliException.class)
                .isThrownBy(state::backUp)
                .withMessageStartingWith("cannot copy the state file " + file + " to " + inTheWay.getParent())
                .matches(problem -> problem.exitCode() == ExitCode.UNAVAILABLE);
    }
}
