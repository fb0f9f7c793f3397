package gallery.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import gallery.cli.exit.ExitCode;
import gallery.cli.process.ProcessStartException;
import gallery.cli.run.Outcome;
import gallery.cli.run.RunListener;
import gallery.cli.run.StackFailure;
import gallery.cli.run.StackResult;
import gallery.cli.terraform.StackPlan;
import gallery.cli.testing.FakeTerraform.Answer;
import gallery.cli.testing.FakeTerraform.Call;
import gallery.cli.testing.Recording;
import gallery.cli.testing.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {

    /** Reads the outputs of cognito, and can do without. */
    private static final String READS_COGNITO = """
            {"data": {"terraform_remote_state": {"cognito": {"count": 1}}},
             "variable": {"unapplied_dependencies": {"type": "set(string)", "default": []}}}""";

    @TempDir
    Path temp;

    private Workbench workbench;
    private final List<StackLog> logs = new ArrayList<>();

    @BeforeEach
    void makeWorkbench() throws IOException {
        workbench = new Workbench(temp);
    }

    @Test
    void plansTheLocalEnvironmentWithoutAServer() {
        Map<String, StackResult<PlannedStack>> plans = plan("local", "s3");

        assertThat(plans).containsOnlyKeys("s3");
        assertThat(planned(plans, "s3").plan().changes()).hasSize(5);
        assertThat(planned(plans, "s3").notes()).isEmpty();
        assertThat(workbench.terraform.calls())
                .extracting(Call::toString)
                .containsExactly(
                        "s3 init -json -no-color -input=false -reconfigure -plugin-dir=" + temp.resolve("mirrors/one"),
                        "s3 plan -json -input=false -detailed-exitcode -lock-timeout=30s -out="
                                + workbench.work("local").planOf("s3") + " -refresh=false");
        assertThat(workbench.terraform.calls())
                .allSatisfy(call -> assertThat(call.request().environment()).doesNotContainKey("AWS_ENDPOINT_URL"));
    }

    @Test
    void comparesWithTheEmulatorWhenItRuns() throws IOException {
        workbench.withEmulator();

        plan("local", "s3");

        assertThat(workbench.terraform.calls("plan")).singleElement().satisfies(call -> {
            assertThat(call.arguments()).doesNotContain("-refresh=false");
            assertThat(call.request().environment()).containsEntry("AWS_ENDPOINT_URL", "http://127.0.0.1:5000");
        });
    }

    @Test
    void comparesWithAws() {
        plan("dev", "s3");

        assertThat(workbench.terraform.calls("plan"))
                .singleElement()
                .satisfies(call -> assertThat(call.arguments()).doesNotContain("-refresh=false"));
    }

    @Test
    void namesDependenciesThatAreNeitherAppliedNorSelected() {
        String note = "runs after byoc-gfpgan-ecr, not applied yet";
        assertThat(notes(plan("local", "byoc-gfpgan-codebuild"), "byoc-gfpgan-codebuild"))
                .containsExactly(note);
        assertThat(notes(plan("local", "byoc"), "byoc-gfpgan-codebuild"))
                .as("planned together")
                .isEmpty();

        workbench.withApplied("byoc-gfpgan-ecr");
        assertThat(notes(plan("local", "byoc-gfpgan-codebuild"), "byoc-gfpgan-codebuild"))
                .isEmpty();
    }

    @Test
    void saysThatNothingWasComparedWithTheEmulator() throws IOException {
        workbench.withApplied("s3");
        assertThat(notes(plan("local", "s3"), "s3"))
                .containsExactly("emulator not running: compared with the state only");

        workbench.withEmulator();
        assertThat(notes(plan("local", "s3"), "s3")).isEmpty();
    }

    @Test
    void saysWhatNoCountShows() {
        workbench.terraform.on("plan", Answer.of("plan-outputs.jsonl"));
        assertThat(notes(plan("local", "s3"), "s3")).containsExactly("outputs change");

        workbench.terraform.on("plan", Answer.of("plan-every-action.jsonl"));
        assertThat(notes(plan("local", "s3"), "s3")).containsExactly("1 moved in the state", "1 no longer managed");

        workbench.terraform.on("plan", Answer.of("plan-nothing.jsonl"));
        assertThat(notes(plan("local", "s3"), "s3")).isEmpty();
    }

    @Test
    void takesPlaceholdersForOutputsThatDoNotExistYet() {
        workbench.withConfiguration("dynamodb", READS_COGNITO);

        Map<String, StackResult<PlannedStack>> plans = plan("local", "dynamodb", "cognito");

        assertThat(planned(plans, "dynamodb").placeholders()).containsExactly("cognito");
        assertThat(notes(plans, "dynamodb")).containsExactly("placeholders for outputs of cognito, not applied yet");
        assertThat(planArguments("dynamodb")).contains("-var=unapplied_dependencies=[\"cognito\"]");
        assertThat(planned(plans, "cognito").placeholders()).isEmpty();
        assertThat(planArguments("cognito")).noneMatch(argument -> argument.startsWith("-var"));
    }

    @Test
    void readsOutputsThatExist() {
        workbench.withConfiguration("dynamodb", READS_COGNITO).withApplied("cognito");

        assertThat(planned(plan("local", "dynamodb"), "dynamodb").placeholders())
                .isEmpty();
        assertThat(planArguments("dynamodb")).noneMatch(argument -> argument.startsWith("-var"));
    }

    @Test
    void setsNoVariableThatTheStackDoesNotDeclare() {
        workbench.withConfiguration("dynamodb", """
                {"data": {"terraform_remote_state": {"cognito": {}}}}""");

        assertThat(planned(plan("local", "dynamodb"), "dynamodb").placeholders())
                .isEmpty();
        assertThat(planArguments("dynamodb")).noneMatch(argument -> argument.startsWith("-var"));
    }

    @Test
    void leavesStatesAloneThatAreNotTheGallerys() {
        workbench.withConfiguration("dynamodb", READS_COGNITO.replace("cognito", "network"));

        assertThat(planned(plan("local", "dynamodb"), "dynamodb").placeholders())
                .isEmpty();
        assertThat(planned(plan("dev", "dynamodb"), "dynamodb").placeholders()).isEmpty();
    }

    @Test
    void asksARemoteStateOnceForAllThatReadIt() {
        workbench
                .withConfiguration("dynamodb", READS_COGNITO)
                .withConfiguration("s3", READS_COGNITO)
                .terraform
                .on("cognito", "output", request -> new Recording(0, List.of("{}")));

        Map<String, StackResult<PlannedStack>> plans = plan("dev", "dynamodb", "s3");

        assertThat(planned(plans, "dynamodb").placeholders()).containsExactly("cognito");
        assertThat(planned(plans, "s3").placeholders()).containsExactly("cognito");
        assertThat(workbench.terraform.stacks("output")).containsExactly("cognito");
        assertThat(workbench.terraform.stacks("init")).containsExactlyInAnyOrder("s3", "dynamodb", "cognito");
    }

    @Test
    void aRemoteStateWithOutputsIsApplied() {
        workbench.withConfiguration("dynamodb", READS_COGNITO);

        assertThat(planned(plan("dev", "dynamodb"), "dynamodb").placeholders()).isEmpty();
    }

    @Test
    void plansARemoval() {
        workbench.withApplied("s3").terraform.on("plan", Answer.of("plan-destroy.jsonl"));

        Map<String, StackResult<PlannedStack>> plans = plan("local", true, "s3", "dynamodb");

        assertThat(planArguments("s3")).contains("-destroy");
        assertThat(planned(plans, "s3").plan().changes()).hasSize(5);
        assertThat(planned(plans, "dynamodb").plan()).isEqualTo(StackPlan.EMPTY);
        assertThat(notes(plans, "dynamodb")).containsExactly("nothing to destroy");
        assertThat(workbench.terraform.stacks("init"))
                .as("nothing is asked for a stack without a state")
                .containsExactly("s3");
    }

    @Test
    void aRemovalNeedsNoOutputs() {
        workbench.withConfiguration("dynamodb", READS_COGNITO).withApplied("dynamodb");

        assertThat(planned(plan("local", true, "dynamodb"), "dynamodb").placeholders())
                .isEmpty();
    }

    @Test
    void givesTerraformsReasonInTheUsersTerms() {
        workbench.terraform.on("s3", "plan", Answer.of("plan-other-account.jsonl"));

        Map<String, StackResult<PlannedStack>> plans = plan("dev", "s3", "dynamodb");

        assertThat(failure(plans, "s3").exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(failure(plans, "s3").headline()).startsWith("the AWS credentials belong to account 123456789012");
        assertThat(planned(plans, "dynamodb").plan().hasChanges()).isTrue();
    }

    @Test
    void aPlanThatFailsAtInitIsNotTried() {
        workbench.terraform.on("init", Answer.of("init-no-credentials.jsonl"));

        assertThat(failure(plan("dev", "s3"), "s3").headline()).startsWith("no AWS credentials for environment 'dev'");
        assertThat(workbench.terraform.calls("plan")).isEmpty();
    }

    @Test
    void explainsWhatIsNotTerraformsFault() {
        workbench.terraform.on("plan", request -> {
            throw new ProcessStartException("/usr/bin/terraform", new IOException("there is no such program"));
        });

        assertThat(failure(plan("local", "s3"), "s3"))
                .isEqualTo(new StackFailure(
                        ExitCode.UNAVAILABLE, List.of("cannot start /usr/bin/terraform: there is no such program")));
    }

    @Test
    void leavesTheTraceOfOurOwnFaultsInTheLog() {
        workbench.terraform.on("plan", request -> {
            throw new IllegalStateException("oops");
        });

        assertThat(failure(plan("local", "s3"), "s3"))
                .isEqualTo(new StackFailure(
                        ExitCode.STACK_FAILED, List.of("internal error: java.lang.IllegalStateException: oops")));
        assertThat(workbench.work("local").logOf("s3"))
                .content()
                .contains("==== internal error", "java.lang.IllegalStateException: oops\n\tat gallery.cli.operation.");
    }

    @Test
    void plansAreForTheirOwnerAndAreDiscarded() {
        Path file = workbench.work("local").planOf("s3");
        try (Deployment deployment = Deployment.open(workbench.settings("local", "s3"), workbench.surroundings())) {
            Planner planner = planner(deployment, false);
            planner.planAll(RunListener.silent());
            assertThat(file).exists();
            assertThat(permissions(file)).isEqualTo("rw-------");

            planner.discardPlans();
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void showsAPlanAsTerraformDoes() {
        try (Deployment deployment = Deployment.open(workbench.settings("local", "s3"), workbench.surroundings())) {
            Planner planner = planner(deployment, false);
            planner.planAll(RunListener.silent());

            assertThat(planner.details("s3")).contains("# terraform_data.queue must be replaced");
        }
        assertThat(workbench.terraform.calls("show"))
                .singleElement()
                .hasToString("s3 show -no-color " + workbench.work("local").planOf("s3"));
        assertThat(workbench.work("local").logOf("s3")).content().contains("must be replaced");
    }

    @Test
    void logsWhatTerraformSaid() throws IOException {
        workbench.terraform.on("plan", Answer.of("plan-every-action.jsonl"));

        plan("local", "s3");

        assertThat(Files.readAllLines(workbench.work("local").logOf("s3")))
                .startsWith("2026-02-03T04:05:06Z ==== plan", "2026-02-03T04:05:06Z Terraform 1.11.4")
                .contains("2026-02-03T04:05:06Z Plan: 1 to import, 2 to add, 2 to change, 2 to destroy.");
        assertThat(logs).singleElement().satisfies(log -> {
            assertThat(log.title()).isEqualTo("s3: plan");
            assertThat(log.lines()).contains("terraform_data.kept: Plan to remove");
        });
    }

    private Map<String, StackResult<PlannedStack>> plan(String environment, String... stacks) {
        return plan(environment, false, stacks);
    }

    private Map<String, StackResult<PlannedStack>> plan(String environment, boolean destroy, String... stacks) {
        Map<String, StackResult<PlannedStack>> results = new LinkedHashMap<>();
        try (Deployment deployment =
                Deployment.open(workbench.settings(environment, stacks), workbench.surroundings())) {
            planner(deployment, destroy)
                    .planAll(RunListener.silent())
                    .forEach(result -> results.put(result.stack(), result));
        }
        return results;
    }

    private Planner planner(Deployment deployment, boolean destroy) {
        return new Planner(deployment, destroy, logs::add);
    }

    private List<String> planArguments(String stack) {
        return workbench.terraform.calls("plan").stream()
                .filter(call -> call.stack().equals(stack))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .arguments();
    }

    private static PlannedStack planned(Map<String, StackResult<PlannedStack>> plans, String stack) {
        return result(plans, stack).value().orElseThrow();
    }

    private static List<String> notes(Map<String, StackResult<PlannedStack>> plans, String stack) {
        return planned(plans, stack).notes();
    }

    private static StackFailure failure(Map<String, StackResult<PlannedStack>> plans, String stack) {
        assertThat(result(plans, stack).outcome()).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed<PlannedStack>) result(plans, stack).outcome()).failure();
    }

    private static StackResult<PlannedStack> result(Map<String, StackResult<PlannedStack>> plans, String stack) {
        StackResult<PlannedStack> result = plans.get(stack);
        assertThat(result).as(stack).isNotNull();
        return Objects.requireNonNull(result);
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
