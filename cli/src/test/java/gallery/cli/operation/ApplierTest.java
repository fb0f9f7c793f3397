package gallery.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import gallery.cli.exit.ExitCode;
import gallery.cli.graph.StackGraph;
import gallery.cli.run.Outcome;
import gallery.cli.run.RunListener;
import gallery.cli.run.StackResult;
import gallery.cli.testing.FakeTerraform.Answer;
import gallery.cli.testing.FakeTerraform.Call;
import gallery.cli.testing.Recording;
import gallery.cli.testing.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplierTest {

    private static final String READS_S3 = """
            {"data": {"terraform_remote_state": {"s3": {"count": 1}}},
             "variable": {"unapplied_dependencies": {"type": "set(string)", "default": []}}}""";

    @TempDir
    Path temp;

    private Workbench workbench;

    @BeforeEach
    void makeWorkbench() throws IOException {
        workbench = new Workbench(temp).withEmulator();
        workbench.terraform.on("apply", request -> {
            workbench.withApplied(request.directory().getFileName().toString());
            return Recording.of("apply-create.jsonl");
        });
    }

    @Test
    void appliesThePlanThatWasMade() {
        Map<String, Outcome<AppliedStack>> results = apply("local", "s3");

        assertThat(resources(results, "s3")).isEqualTo(5);
        assertThat(workbench.terraform.calls())
                .extracting(Call::toString)
                .containsExactly(
                        "s3 init -json -no-color -input=false -reconfigure -plugin-dir=" + temp.resolve("mirrors/one"),
                        "s3 plan -json -input=false -detailed-exitcode -lock-timeout=30s -out=" + planFile("s3"),
                        "s3 apply -json -input=false -lock-timeout=30s " + planFile("s3"));
        assertThat(workbench.work("local").logOf("s3"))
                .content()
                .contains("==== apply", "Apply complete! Resources: 5 added, 0 changed, 0 destroyed.");
    }

    @Test
    void keepsTheOrderOfTheStacks() {
        apply("local", "byoc", "gfpgan", "s3");

        assertThat(workbench.terraform.stacks("apply"))
                .containsSubsequence(
                        "byoc-gfpgan-ecr",
                        "byoc-gfpgan-codebuild",
                        "gfpgan-codebuild-trigger",
                        "gfpgan-codebuild-status",
                        "gfpgan-endpoint")
                .containsSubsequence("s3", "gfpgan-endpoint");
    }

    @Test
    void leavesAloneWhatDoesNotChange() {
        workbench.terraform.on("dynamodb", "plan", Answer.of("plan-nothing.jsonl"));

        Map<String, Outcome<AppliedStack>> results = apply("local", "s3", "dynamodb");

        assertThat(resources(results, "dynamodb")).isZero();
        assertThat(workbench.terraform.stacks("apply")).containsExactly("s3");
    }

    @Test
    void aPlanThatFailedSkipsItsDependants() {
        workbench.terraform.on("byoc-gfpgan-ecr", "plan", Answer.of("plan-invalid.jsonl"));

        Map<String, Outcome<AppliedStack>> results = apply("local", "byoc");

        assertThat(results.get("byoc-gfpgan-ecr")).isInstanceOf(Outcome.Failed.class);
        assertThat(results).containsEntry("byoc-gfpgan-codebuild", new Outcome.Skipped<>("byoc-gfpgan-ecr failed"));
        assertThat(workbench.terraform.stacks("apply"))
                .containsExactlyInAnyOrder("byoc-facechain-ecr", "byoc-facechain-codebuild");
    }

    @Test
    void anApplyThatFailsHalfWaySkipsItsDependants() {
        workbench.terraform.on("byoc-gfpgan-ecr", "apply", Answer.of("apply-failed.jsonl"));

        Map<String, Outcome<AppliedStack>> results = apply("local", "byoc");

        assertThat(results.get("byoc-gfpgan-ecr"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(
                                        ((Outcome.Failed<?>) failed).failure().exitCode())
                                .isEqualTo(ExitCode.STACK_FAILED));
        assertThat(results).containsEntry("byoc-gfpgan-codebuild", new Outcome.Skipped<>("byoc-gfpgan-ecr failed"));
        assertThat(resources(results, "byoc-facechain-codebuild")).isEqualTo(5);
    }

    @Test
    void plansAgainWhatReadsTheOutputsOfAChangedStack() {
        workbench.withConfiguration("gfpgan-endpoint", READS_S3).withApplied("s3", "gfpgan-codebuild-status");

        Map<String, Outcome<AppliedStack>> results = apply("local", "s3", "gfpgan-endpoint");

        assertThat(resources(results, "gfpgan-endpoint")).isEqualTo(5);
        assertThat(commands("gfpgan-endpoint")).containsExactly("init", "plan", "init", "plan", "apply");
        assertThat(commands("s3")).containsExactly("init", "plan", "apply");
        assertThat(workbench.terraform.calls())
                .extracting(call -> call.stack() + " " + call.command())
                .containsSubsequence("s3 apply", "gfpgan-endpoint plan", "gfpgan-endpoint apply");
    }

    @Test
    void keepsThePlanWhenTheStackItReadsDidNotChange() {
        workbench.withConfiguration("gfpgan-endpoint", READS_S3).withApplied("s3");
        workbench.terraform.on("s3", "plan", Answer.of("plan-nothing.jsonl"));

        apply("local", "s3", "gfpgan-endpoint");

        assertThat(commands("gfpgan-endpoint")).containsExactly("init", "plan", "apply");
    }

    @Test
    void aPlanWithPlaceholdersIsMadeAgainOnceThereAreOutputs() {
        workbench.withConfiguration("gfpgan-endpoint", READS_S3);

        Map<String, Outcome<AppliedStack>> results = apply("local", "s3", "gfpgan-endpoint");

        assertThat(resources(results, "gfpgan-endpoint")).isEqualTo(5);
        assertThat(workbench.terraform.calls("plan").stream()
                        .filter(call -> call.stack().equals("gfpgan-endpoint"))
                        .map(call -> call.arguments().contains("-var=unapplied_dependencies=[\"s3\"]")))
                .containsExactly(true, false);
    }

    @Test
    void aRemoteStateThatThisRunMadeCountsAsApplied() {
        workbench.withConfiguration("gfpgan-endpoint", READS_S3);
        workbench.terraform.on("s3", "output", request -> new Recording(0, List.of("{}")));

        Map<String, Outcome<AppliedStack>> results = apply("dev", "s3", "gfpgan-endpoint");

        assertThat(resources(results, "gfpgan-endpoint")).isEqualTo(5);
    }

    @Test
    void aPlanWithPlaceholdersIsNeverApplied() {
        workbench.withConfiguration("gfpgan-endpoint", READS_S3);

        Map<String, Outcome<AppliedStack>> results = apply("local", "gfpgan-endpoint");

        assertThat(results.get("gfpgan-endpoint"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(
                                        ((Outcome.Failed<?>) failed).failure().problems())
                                .containsExactly(
                                        "gfpgan-endpoint needs the outputs of s3, which is not applied: add it with"
                                                + " --with-dependencies, or apply it first"));
        assertThat(workbench.terraform.calls("apply")).isEmpty();
    }

    @Test
    void keepsTheStateFromBeforeTheApply() throws IOException {
        workbench.writeState("s3", "{\"serial\":1}");

        apply("local", "s3");

        Path state = workbench.work("local").stateOf("s3");
        assertThat(state.resolveSibling("s3.tfstate.before-apply")).hasContent("{\"serial\":1}");
        assertThat(Files.readString(state)).contains("aws_s3_bucket");
    }

    @Test
    void anInterruptInMidApplySkipsTheRest() {
        workbench.terraform.on("s3", "apply", request -> {
            workbench.interruption.request();
            return Recording.of("apply-create.jsonl");
        });

        Map<String, Outcome<AppliedStack>> results = apply("local", "s3", "dynamodb", "cognito");

        assertThat(resources(results, "s3")).isEqualTo(5);
        Outcome<AppliedStack> never = new Outcome.Skipped<>("interrupted before it started");
        assertThat(results).containsEntry("dynamodb", never).containsEntry("cognito", never);
    }

    @Test
    void removesInReverseOrder() {
        workbench
                .withApplied("byoc-gfpgan-ecr", "byoc-gfpgan-codebuild")
                .terraform
                .on("plan", Answer.of("plan-destroy.jsonl"));
        workbench.terraform.on("apply", Answer.of("apply-destroy.jsonl"));

        try (Deployment deployment = open("local", "byoc")) {
            Planner planner = new Planner(deployment, true, log -> {});
            List<StackResult<AppliedStack>> results = new Applier(deployment, planner, log -> {})
                    .applyAll(
                            deployment.graph().reversed(), planner.planAll(RunListener.silent()), RunListener.silent());
            assertThat(results)
                    .allMatch(result -> result.value().isPresent())
                    .extracting(result -> result.value().orElseThrow().resources())
                    .containsExactlyInAnyOrder(5, 5, 0, 0);
        }
        assertThat(workbench.terraform.stacks("apply")).containsExactly("byoc-gfpgan-codebuild", "byoc-gfpgan-ecr");
    }

    private Map<String, Outcome<AppliedStack>> apply(String environment, String... stacks) {
        Map<String, Outcome<AppliedStack>> outcomes = new LinkedHashMap<>();
        try (Deployment deployment = open(environment, stacks)) {
            Planner planner = new Planner(deployment, false, log -> {});
            StackGraph order = deployment.graph();
            new Applier(deployment, planner, log -> {})
                    .applyAll(order, planner.planAll(RunListener.silent()), RunListener.silent())
                    .forEach(result -> outcomes.put(result.stack(), result.outcome()));
        }
        return outcomes;
    }

    private Deployment open(String environment, String... stacks) {
        return Deployment.open(workbench.settings(environment, stacks), workbench.surroundings());
    }

    private List<String> commands(String stack) {
        return workbench.terraform.calls().stream()
                .filter(call -> call.stack().equals(stack))
                .map(Call::command)
                .toList();
    }

    private Path planFile(String stack) {
        return workbench.work("local").planOf(stack);
    }

    private static int resources(Map<String, Outcome<AppliedStack>> results, String stack) {
        assertThat(results.get(stack)).isInstanceOf(Outcome.Done.class);
        return results.get(stack) instanceof Outcome.Done<AppliedStack> done
                ? done.value().resources()
                : -1;
    }
}
