package gallery.cli.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gallery.cli.console.Style;
import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.cli.testing.FakeTerraform.Answer;
import gallery.cli.testing.Recording;
import gallery.cli.testing.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeFlowTest {

    @TempDir
    Path temp;

    private Workbench workbench;

    @BeforeEach
    void makeWorkbench() throws IOException {
        workbench = new Workbench(temp).withEmulator();
    }

    @AfterEach
    void noPlanIsLeftBehind() {
        Path plans = workbench.work("local").plans();
        if (plans.toFile().exists()) {
            assertThat(plans).isEmptyDirectory();
        }
    }

    @Test
    void appliesWhatWasShownAndApproved() {
        workbench.withInput("yes\n");

        assertThat(flow("local", "s3").apply(false)).isEqualTo(ExitCode.OK);

        assertThat(workbench.out()).isEqualTo("""
                STACK  RESULT   RESOURCES   TIME  NOTE
                s3     applied          5  0.0 s

                Applied: 5 resources in 1 stack.
                """);
        assertThat(workbench.err()).isEqualTo("""
                Planning 1 stack of environment 'local' (emulator http://127.0.0.1:5000)
                  s3  5 to add  0.0 s

                s3
                  + terraform_data.bucket
                  + terraform_data.kept
                  + terraform_data.old_name
                  + terraform_data.queue
                  + terraform_data.table
                  ~ 3 outputs

                STACK  ADD  CHANGE  REPLACE  DESTROY   TIME  NOTE
                s3       5       0        0        0  0.0 s

                Plan: 5 to add in 1 stack.

                Change environment 'local' as shown? Only 'yes' is accepted:\s
                Applying 1 stack of environment 'local' (emulator http://127.0.0.1:5000)
                  s3  applied 5 resources  0.0 s

                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "no\n", "y\n", "Yes\n", "yes please\n"})
    void changesNothingWithoutApproval(String answer) {
        workbench.withInput(answer);

        assertRefused(() -> flow("local", "s3").apply(false), "not approved; nothing was changed");
        assertThat(workbench.terraform.calls("apply")).isEmpty();
        assertThat(workbench.out()).isEmpty();
    }

    @Test
    void spacesAroundTheAnswerDoNotMatter() {
        workbench.withInput(" yes \n");

        assertThat(flow("local", "s3").apply(false)).isEqualTo(ExitCode.OK);
    }

    @Test
    void refusesToAskWhereNobodySits() {
        String sentence = "approval is needed, but there is no terminal to ask at: look at the plan with"
                + " 'gallery-cli plan', then add --auto-approve";
        assertRefused(() -> flow("local", "s3").apply(false), sentence);
        assertRefused(() -> flow("local", "s3").destroy(false), sentence);

        assertThat(workbench.synths()).as("before anything slow").isEmpty();
        assertThat(workbench.terraform.calls()).isEmpty();
    }

    @Test
    void asksNobodyWhenApprovedBeforehand() {
        assertThat(flow("local", "s3").apply(true)).isEqualTo(ExitCode.OK);

        assertThat(workbench.err()).doesNotContain("as shown?");
        assertThat(workbench.terraform.stacks("apply")).containsExactly("s3");
    }

    @Test
    void asksNothingWhenThereIsNothingToDo() {
        workbench.withInput("no\n").terraform.on("plan", Answer.of("plan-nothing.jsonl"));

        assertThat(flow("local", "s3").apply(false)).isEqualTo(ExitCode.OK);

        assertThat(workbench.out())
                .contains("s3     unchanged          0")
                .endsWith("Applied: 0 resources in 1 stack.\n");
        assertThat(workbench.err()).doesNotContain("as shown?");
    }

    @Test
    void asksEvenWhenAPlanFailed() {
        workbench.withInput("no\n").terraform.on("s3", "plan", Answer.of("plan-invalid.jsonl"));

        assertRefused(() -> flow("local", "s3", "dynamodb").apply(false), "not approved; nothing was changed");
        assertThat(workbench.err()).contains("Plan: 5 to add in 1 stack; 1 failed.");
    }

    @Test
    void endsWithTheFailureWhenNoPlanIsLeft() {
        workbench.terraform.on("plan", Answer.of("plan-locked.jsonl"));

        assertThat(flow("local", "s3").apply(true)).isEqualTo(ExitCode.STACK_FAILED);

        assertThat(workbench.terraform.calls("apply")).isEmpty();
        assertThat(workbench.err()).contains("  the state is locked by ann@workstation");
    }

    @Test
    void reportsAnApplyThatFailedHalfWay() {
        workbench.terraform.on("byoc-gfpgan-ecr", "apply", Answer.of("apply-failed.jsonl"));

        assertThat(flow("local", "byoc-gfpgan-*").apply(true)).isEqualTo(ExitCode.STACK_FAILED);

        assertThat(workbench.out())
                .containsPattern("byoc-gfpgan-ecr +failed +- +0.0 s  failed: Error: terraform_data.second: local-exec")
                .containsPattern("byoc-gfpgan-codebuild +skipped +- +0.0 s  skipped: byoc-gfpgan-ecr failed")
                .endsWith("Applied: 0 resources in 2 stacks; 1 failed, 1 skipped.\n");
        assertThat(workbench.err())
                .contains("Error running command 'echo no space left; exit 3': exit status 3. Output: no space left");
    }

    @Test
    void refusesToApplyBeforeDependencies() {
        assertRefused(
                () -> flow("local", "byoc-gfpgan-codebuild").apply(true),
                "not applied yet in environment 'local': byoc-gfpgan-codebuild runs after byoc-gfpgan-ecr. Add"
                        + " --with-dependencies, or apply these first");
        assertThat(workbench.terraform.calls()).isEmpty();
    }

    @Test
    void anInterruptWhilePlanningAppliesNothing() {
        workbench.terraform.on("s3", "plan", request -> {
            workbench.interruption.request();
            return Recording.of("plan-create.jsonl");
        });

        assertThat(flow("local", "s3", "dynamodb").apply(true)).isEqualTo(ExitCode.INTERRUPTED);

        assertThat(workbench.terraform.calls("apply")).isEmpty();
        assertThat(workbench.out())
                .containsPattern("s3 +skipped +- .*skipped: interrupted before it was applied")
                .containsPattern("dynamodb +skipped +- .*skipped: interrupted before it started")
                .doesNotContain("applied  ");
    }

    @Test
    void anInterruptWhileApplyingIsReported() {
        workbench.terraform.on("s3", "apply", request -> {
            workbench.interruption.request();
            return Recording.of("apply-failed.jsonl");
        });

        assertThat(flow("local", "s3", "dynamodb").apply(true)).isEqualTo(ExitCode.INTERRUPTED);

        assertThat(workbench.out()).containsPattern("s3 +failed").containsPattern("dynamodb +skipped");
        assertThat(workbench.err()).contains("  interrupted; what was done is in the state");
    }

    @Test
    void printsOneJsonDocument() throws IOException {
        ExitCode code = new ChangeFlow(workbench.surroundings(), workbench.settings("local", "s3"), true, Style.PLAIN)
                .apply(true);

        JsonNode report = new ObjectMapper().readTree(workbench.out());
        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(report.path("command").asText()).isEqualTo("apply");
        assertThat(report.path("stacks").path(0).path("resources").asInt()).isEqualTo(5);
    }

    @Test
    void destroysWhatIsThereInReverseOrder() throws IOException {
        workbench.withInput("yes\n").withApplied("byoc-gfpgan-ecr", "byoc-gfpgan-codebuild");
        workbench.terraform.on("plan", Answer.of("plan-destroy.jsonl"));
        workbench.terraform.on("apply", Answer.of("apply-destroy.jsonl"));

        assertThat(flow("local", "byoc").destroy(false)).isEqualTo(ExitCode.OK);

        assertThat(workbench.terraform.stacks("apply")).containsExactly("byoc-gfpgan-codebuild", "byoc-gfpgan-ecr");
        assertThat(workbench.err())
                .contains("Destroy environment 'local' as shown? Only 'yes' is accepted: ")
                .contains("byoc-gfpgan-ecr           destroyed 5 resources  0.0 s");
        assertThat(workbench.out())
                .containsPattern("byoc-facechain-ecr +unchanged +0")
                .endsWith("Destroyed: 10 resources in 4 stacks.\n");
    }

    @Test
    void destroyingNothingIsFine() {
        assertThat(flow("local").destroy(true)).isEqualTo(ExitCode.OK);
        assertThat(workbench.terraform.calls()).isEmpty();
    }

    @Test
    void refusesToDestroyAProtectedEnvironmentBeforeAnythingElse() {
        assertRefused(
                () -> flow("prod", "s3").destroy(false),
                "environment 'prod' is protected and is not destroyed: set 'protected: false' in its file and apply that"
                        + " first");
        assertThat(workbench.synths()).isEmpty();
    }

    @Test
    void refusesToDestroyWhatOthersStandOn() {
        workbench.withApplied("s3", "gfpgan-endpoint");

        assertRefused(
                () -> flow("local", "s3").destroy(true),
                "still applied in environment 'local': gfpgan-endpoint runs after s3. Destroy these as well, or first");
        assertThat(workbench.terraform.calls()).isEmpty();
    }

    @Test
    void needsTheEmulator() throws IOException {
        workbench = new Workbench(temp.resolve("without"));

        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> flow("local", "s3").apply(true))
                .withMessageEndingWith("start it with 'gallery-cli local start'")
                .matches(problem -> problem.exitCode() == ExitCode.UNAVAILABLE);
    }

    private ChangeFlow flow(String environment, String... stacks) {
        return new ChangeFlow(workbench.surroundings(), workbench.settings(environment, stacks), false, Style.PLAIN);
    }

    private static void assertRefused(ThrowingCallable flow, String sentence) {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(flow)
                .withMessage(sentence)
                .matches(problem -> problem.exitCode() == ExitCode.REFUSED);
    }
}
