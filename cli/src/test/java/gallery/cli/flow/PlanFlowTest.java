package gallery.cli.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gallery.cli.console.Style;
import gallery.cli.exit.ExitCode;
import gallery.cli.operation.RunSettings;
import gallery.cli.testing.FakeTerraform.Answer;
import gallery.cli.testing.Recording;
import gallery.cli.testing.Workbench;
import gallery.environments.UnknownEnvironmentException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFlowTest {

    @TempDir
    Path temp;

    private Workbench workbench;

    @BeforeEach
    void makeWorkbench() throws IOException {
        workbench = new Workbench(temp);
    }

    @Test
    void printsTheTableAloneToStandardOutput() {
        assertThat(plan("local", false, "s3", "dynamodb")).isEqualTo(ExitCode.OK);

        assertThat(workbench.out()).isEqualTo("""
                STACK     ADD  CHANGE  REPLACE  DESTROY   TIME  NOTE
                s3          5       0        0        0  0.0 s
                dynamodb    5       0        0        0  0.0 s

                Plan: 10 to add in 2 stacks.
                """);
        assertThat(workbench.err()).isEqualTo("""
                Planning 2 stacks of environment 'local' (emulator not running)
                  s3        5 to add  0.0 s
                  dynamodb  5 to add  0.0 s

                """);
    }

    @Test
    void saysWhichAccountIsPlanned() throws IOException {
        plan("dev", false, "s3");
        assertThat(workbench.err())
                .startsWith("Planning 1 stack of environment 'dev' (account 111122223333, eu-central-1)\n");

        workbench = new Workbench(temp.resolve("other")).withEmulator();
        plan("local", false, "s3");
        assertThat(workbench.err())
                .startsWith("Planning 1 stack of environment 'local' (emulator http://127.0.0.1:5000)\n");
    }

    @Test
    void tellsChangesByTheExitCodeWhenAskedTo() {
        assertThat(plan("local", true, "s3")).isEqualTo(ExitCode.CHANGES);
        assertThat(plan("local", false, "s3")).isEqualTo(ExitCode.OK);

        workbench.terraform.on("plan", Answer.of("plan-nothing.jsonl"));
        assertThat(plan("local", true, "s3")).isEqualTo(ExitCode.OK);

        workbench.terraform.on("plan", Answer.of("plan-outputs.jsonl"));
        assertThat(plan("local", true, "s3")).isEqualTo(ExitCode.CHANGES);
    }

    @Test
    void reportsAFailureWithItsReasonAndLog() {
        workbench.terraform.on("s3", "plan", Answer.of("plan-invalid.jsonl"));

        assertThat(plan("local", true, "s3", "dynamodb"))
                .as("a failure weighs more than a change")
                .isEqualTo(ExitCode.STACK_FAILED);
        assertThat(workbench.out())
                .contains("s3          -       -        -        -  0.0 s  failed: Error: Reference to undeclared input"
                        + " variable\n")
                .endsWith("Plan: 5 to add in 1 stack; 1 failed.\n");
        assertThat(workbench.err())
                .contains("\ns3\n  Error: Reference to undeclared input variable\n  An input variable with the name")
                .endsWith("\n  log: " + workbench.work("local").logOf("s3") + "\n");
    }

    @Test
    void endsWithTheCodeThatAllFailuresShare() {
        workbench.terraform.on("plan", Answer.of("plan-other-account.jsonl"));

        assertThat(plan("dev", false)).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void anInterruptSkipsTheRestAndIsReported() {
        workbench.terraform.on("s3", "plan", request -> {
            workbench.interruption.request();
            return Recording.of("plan-create.jsonl");
        });

        assertThat(plan("local", true, "s3", "dynamodb")).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(workbench.out())
                .contains("skipped: interrupted before it started")
                .endsWith("Plan: 5 to add in 1 stack; 1 skipped.\n");
    }

    @Test
    void printsOneJsonDocument() throws IOException {
        workbench.terraform.on("dynamodb", "plan", Answer.of("plan-invalid.jsonl"));

        flow(workbench.settings("local", "s3", "dynamodb"), true).plan(false, false);

        JsonNode report = new ObjectMapper().readTree(workbench.out());
        assertThat(report.path("command").asText()).isEqualTo("plan");
        assertThat(report.path("environment").asText()).isEqualTo("local");
        assertThat(report.path("exitCode").asInt()).isEqualTo(1);
        assertThat(report.path("stacks").findValuesAsText("status")).containsExactly("done", "failed");
    }

    @Test
    void showsDetailsOfWhatChanges() {
        workbench.terraform.on("dynamodb", "plan", Answer.of("plan-nothing.jsonl"));

        flow(workbench.settings("local", "s3", "dynamodb"), false).plan(true, false);

        assertThat(workbench.out()).contains("in 2 stacks.\n\ns3\n").contains("must be replaced");
        assertThat(workbench.terraform.stacks("show")).containsExactly("s3");
    }

    @Test
    void detailsAreNoPartOfAJsonDocument() throws IOException {
        flow(workbench.settings("local", "s3"), true).plan(true, false);

        assertThat(new ObjectMapper().readTree(workbench.out()).isObject()).isTrue();
        assertThat(workbench.err()).contains("must be replaced");
    }

    @Test
    void showsTerraformsLinesInOnePieceWhenAskedTo() {
        RunSettings settings = workbench.settings("local", "s3");
        RunSettings verbose = new RunSettings(
                settings.environment(),
                settings.stacks(),
                false,
                Optional.empty(),
                1,
                Optional.empty(),
                Duration.ZERO,
                true);

        flow(verbose, false).plan(false, false);

        assertThat(workbench.err())
                .contains("s3: plan\nTerraform 1.11.4\nInitializing the backend...\n")
                .contains("Plan: 5 to add, 0 to change, 0 to destroy.\n");
        assertThat(workbench.out()).doesNotContain("Initializing");
    }

    @Test
    void coloursWhatIsToldButNoResult() {
        new PlanFlow(workbench.surroundings(), workbench.settings("local", "s3"), false, Style.ANSI).plan(true, false);

        assertThat(workbench.err()).contains("\u001b[32m5 to add\u001b[0m");
        assertThat(workbench.out()).doesNotContain("\u001b");
    }

    @Test
    void leavesNoPlanBehind() {
        plan("local", false, "s3", "dynamodb");
        assertThat(workbench.work("local").plans()).isEmptyDirectory();

        workbench.terraform.on("show", request -> {
            throw new IllegalStateException("oops");
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> flow(workbench.settings("local", "s3"), false).plan(true, false));
        assertThat(workbench.work("local").plans()).isEmptyDirectory();
    }

    @Test
    void readsTheEnvironmentBeforeItPrintsAnything() {
        assertThatExceptionOfType(UnknownEnvironmentException.class).isThrownBy(() -> plan("nowhere", false));
        assertThat(workbench.out() + workbench.err()).isEmpty();
        assertThat(temp.resolve("work")).doesNotExist();
    }

    private ExitCode plan(String environment, boolean detailedExitCode, String... stacks) {
        return flow(workbench.settings(environment, stacks), false).plan(false, detailedExitCode);
    }

    private PlanFlow flow(RunSettings settings, boolean json) {
        return new PlanFlow(workbench.surroundings(), settings, json, Style.PLAIN);
    }
}
