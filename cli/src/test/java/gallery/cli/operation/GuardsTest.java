package gallery.cli.operation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.cli.testing.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardsTest {

    @TempDir
    Path temp;

    private Workbench workbench;

    @BeforeEach
    void makeWorkbench() throws IOException {
        workbench = new Workbench(temp);
    }

    @Test
    void refuseAnApplyWithoutTheEmulator() {
        for (Consumer<Deployment> guard :
                List.<Consumer<Deployment>>of(Guards::refuseMissingDependencies, Guards::refuseDestroy)) {
            assertRefused(
                    guard,
                    ExitCode.UNAVAILABLE,
                    "environment 'local' needs its emulator, which is not running: start it with 'gallery-cli local"
                            + " start'",
                    "local",
                    "s3");
        }
    }

    @Test
    void refuseAnApplyBeforeItsDependencies() throws IOException {
        workbench.withEmulator();

        assertRefused(
                Guards::refuseMissingDependencies,
                ExitCode.REFUSED,
                "not applied yet in environment 'local': byoc-gfpgan-codebuild runs after byoc-gfpgan-ecr, gfpgan-endpoint"
                        + " runs after gfpgan-codebuild-status, gfpgan-endpoint runs after s3."
                        + " Add --with-dependencies, or apply these first",
                "local",
                "byoc-gfpgan-codebuild",
                "gfpgan-endpoint");
    }

    @Test
    void admitAnApplyWhoseDependenciesAreThereOrCome() throws IOException {
        workbench.withEmulator().withApplied("byoc-gfpgan-ecr");

        assertAdmitted(Guards::refuseMissingDependencies, "local", "byoc-gfpgan-codebuild");
        assertAdmitted(Guards::refuseMissingDependencies, "local", "byoc-facechain-codebuild", "byoc-facechain-ecr");
    }

    @Test
    void refuseToDestroyWhatOthersStandOn() throws IOException {
        workbench.withEmulator().withApplied("s3", "gfpgan-endpoint");

        assertRefused(
                Guards::refuseDestroy,
                ExitCode.REFUSED,
                "still applied in environment 'local': gfpgan-endpoint runs after s3. Destroy these as well, or first",
                "local",
                "s3");
        assertAdmitted(Guards::refuseDestroy, "local", "s3", "gfpgan-endpoint");
        assertAdmitted(Guards::refuseDestroy, "local", "gfpgan-endpoint");
    }

    @Test
    void leaveStatesThatAreNotHereToTerraform() {
        assertAdmitted(Guards::refuseMissingDependencies, "dev", "gfpgan-endpoint");
        assertAdmitted(Guards::refuseDestroy, "dev", "s3");
    }

    @Test
    void refuseToDestroyAProtectedEnvironment() {
        Selection prod = Selection.of(
                workbench.settings("prod"), workbench.surroundings().installation());

        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> Guards.refuseProtected(prod))
                .withMessage(
                        "environment 'prod' is protected and is not destroyed: set 'protected: false' in its file and"
                                + " apply that first")
                .matches(problem -> problem.exitCode() == ExitCode.REFUSED);
        assertThatCode(() -> Guards.refuseProtected(Selection.of(
                        workbench.settings("dev"), workbench.surroundings().installation())))
                .doesNotThrowAnyException();
    }

    private void assertRefused(
            Consumer<Deployment> guard, ExitCode code, String sentence, String environment, String... stacks) {
        try (Deployment deployment =
                Deployment.open(workbench.settings(environment, stacks), workbench.surroundings())) {
            assertThatExceptionOfType(CliException.class)
                    .isThrownBy(() -> guard.accept(deployment))
                    .withMessage(sentence)
                    .matches(problem -> problem.exitCode() == code);
        }
    }

    private void assertAdmitted(Consumer<Deployment> guard, String environment, String... stacks) {
        try (Deployment deployment =
                Deployment.open(workbench.settings(environment, stacks), workbench.surroundings())) {
            assertThatCode(() -> guard.accept(deployment)).doesNotThrowAnyException();
        }
    }
}
