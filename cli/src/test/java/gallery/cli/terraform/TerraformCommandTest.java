package gallery.cli.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gallery.cli.terraform.ResourceChange.Action;
import gallery.cli.testing.Recording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The exact arguments of every command, and what is read from what the real terraform answered. */
class TerraformCommandTest {

    private static final Path PLAN_FILE = Path.of("/work/plans/s3.tfplan");

    @Test
    void initTakesProvidersFromOnePlaceOnly() {
        assertThat(new InitCommand(Optional.of(Path.of("/mirror"))).arguments())
                .containsExactly("init", "-json", "-no-color", "-input=false", "-reconfigure", "-plugin-dir=/mirror");
        assertThat(new InitCommand(Optional.empty()).arguments())
                .containsExactly("init", "-json", "-no-color", "-input=false", "-reconfigure");
    }

    @Test
    void initYieldsNothing() {
        InitCommand command = new InitCommand(Optional.empty());
        assertThat(parse(command, "init.jsonl")).isEqualTo(new InitCommand.Initialized());
    }

    @Test
    void planOfAnEnvironmentInAws() {
        assertThat(plan(false, true).arguments())
                .containsExactly(
                        "plan",
                        "-json",
                        "-input=false",
                        "-detailed-exitcode",
                        "-lock-timeout=30s",
                        "-out=/work/plans/s3.tfplan");
    }

    @Test
    void planWithEverythingOn() {
        PlanCommand command =
                new PlanCommand(PLAN_FILE, true, false, new TreeSet<>(List.of("s3", "cognito")), Duration.ofMinutes(2));

        assertThat(command.arguments())
                .containsExactly(
                        "plan",
                        "-json",
                        "-input=false",
                        "-detailed-exitcode",
                        "-lock-timeout=120s",
                        "-out=/work/plans/s3.tfplan",
                        "-destroy",
                        "-refresh=false",
                        "-var=unapplied_dependencies=[\"cognito\",\"s3\"]");
    }

    @Test
    void planSucceedsWithAndWithoutChanges() {
        PlanCommand command = plan(false, true);
        assertThat(command.isSuccess(0)).isTrue();
        assertThat(command.isSuccess(2)).isTrue();
        assertThat(command.isSuccess(1)).isFalse();
        assertThat(command.isSuccess(130)).isFalse();
    }

    @Test
    void planOfANewStack() {
        StackPlan plan = parse(plan(false, true), "plan-create.jsonl");

        assertThat(plan.changes())
                .hasSize(5)
                .contains(new ResourceChange("terraform_data.bucket", Action.CREATE))
                .allMatch(change -> change.action() == Action.CREATE);
        assertThat(plan.changedOutputs()).isEqualTo(3);
        assertThat(plan.hasChanges()).isTrue();
        assertThat(plan.drift()).isEmpty();
    }

    @Test
    void planWithEveryAction() {
        StackPlan plan = parse(plan(false, true), "plan-every-action.jsonl");

        assertThat(plan.changes())
                .as("in the order of their addresses")
                .containsExactly(
                        new ResourceChange("data.terraform_remote_state.other", Action.READ),
                        new ResourceChange("terraform_data.added", Action.CREATE),
                        new ResourceChange("terraform_data.bucket", Action.UPDATE),
                        new ResourceChange("terraform_data.found", Action.UPDATE),
                        new ResourceChange("terraform_data.kept", Action.FORGET),
                        new ResourceChange("terraform_data.new_name", Action.MOVE),
                        new ResourceChange("terraform_data.queue", Action.REPLACE),
                        new ResourceChange("terraform_data.table", Action.DELETE));
        assertThat(plan.count(Action.UPDATE)).isEqualTo(2);
        assertThat(plan.changedOutputs())
                .as("changed, new and removed, not the equal one")
                .isEqualTo(3);
    }

    @Test
    void planThatFindsNothing() {
        assertThat(parse(plan(false, true), "plan-nothing.jsonl")).isEqualTo(StackPlan.EMPTY);
    }

    @Test
    void planOfOutputsAlone() {
        StackPlan plan = parse(plan(false, true), "plan-outputs.jsonl");

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.changedOutputs()).isEqualTo(2);
        assertThat(plan.hasChanges()).isTrue();
    }

    @Test
    void planAfterSomebodyElseChangedSomething() {
        StackPlan plan = parse(plan(false, true), "plan-drift.jsonl");

        assertThat(plan.drift()).containsExactly(new ResourceChange("aws_s3_bucket.images", Action.UPDATE));
        assertThat(plan.changes()).containsExactly(new ResourceChange("aws_s3_bucket.images", Action.UPDATE));
    }

    // HCP Terraform prints some of its own lines among the messages.
    @Test
    void planWithPlainLinesAmongTheMessages() {
        Recording recording = Recording.of("plan-create.jsonl");
        List<String> mixed = new ArrayList<>();
        for (String line : recording.lines()) {
            mixed.addAll(List.of("Preparing the remote plan...", "", "{ not json", line));
        }
        TerraformOutput output = new TerraformOutput(
                2, mixed, mixed.stream().map(UiMessageParser::parse).toList());

        assertThat(plan(false, true).parse(output)).isEqualTo(parse(plan(false, true), "plan-create.jsonl"));
    }

    @Test
    void planOfARemoval() {
        StackPlan plan = parse(plan(true, true), "plan-destroy.jsonl");

        assertThat(plan.changes()).hasSize(5).allMatch(change -> change.action() == Action.DELETE);
    }

    @Test
    void applyOfASavedPlan() {
        assertThat(new ApplyCommand(PLAN_FILE, Duration.ofSeconds(30)).arguments())
                .containsExactly("apply", "-json", "-input=false", "-lock-timeout=30s", "/work/plans/s3.tfplan");
    }

    @Test
    void applyCountsEachResourceOnce() {
        ApplyCommand command = new ApplyCommand(PLAN_FILE, Duration.ZERO);

        assertThat(parse(command, "apply-create.jsonl").resources()).isEqualTo(5);
        assertThat(parse(command, "apply-every-action.jsonl").resources())
                .as("one added, two updated, one replaced, one removed; none for what was read, moved or forgotten")
                .isEqualTo(5);
        assertThat(parse(command, "apply-destroy.jsonl").resources()).isEqualTo(5);
    }

    @Test
    void outputsKeepTheirTypesAndSecrecy() {
        OutputCommand command = new OutputCommand();

        assertThat(command.arguments()).containsExactly("output", "-json", "-no-color");
        assertThat(command.writesMessages()).isFalse();
        assertThat(parse(command, "output.json"))
                .hasSize(3)
                .hasEntrySatisfying("bucket_name", value -> {
                    assertThat(value.json().asText()).isEqualTo("one");
                    assertThat(value.sensitive()).isFalse();
                })
                .hasEntrySatisfying("password", value -> {
                    assertThat(value.json().asText()).isEqualTo("s3cret");
                    assertThat(value.sensitive()).isTrue();
                })
                .hasEntrySatisfying("tags", value -> assertThat(value.json()).hasToString("{\"a\":1,\"b\":[\"x\"]}"));
    }

    @Test
    void outputsOfAStackThatHasNone() {
        assertThat(new OutputCommand().parse(new TerraformOutput(0, List.of("{}"), List.of())))
                .isEmpty();
    }

    @Test
    void outputsThatAreNoJson() {
        TerraformOutput output = new TerraformOutput(0, List.of("a warning", "{}"), List.of());

        assertThatExceptionOfType(UnreadableOutputException.class)
                .isThrownBy(() -> new OutputCommand().parse(output))
                .withMessage("the output of 'terraform output' could not be read");
    }

    @Test
    void showsAPlanAsItIs() {
        ShowPlanCommand command = new ShowPlanCommand(PLAN_FILE);

        assertThat(command.arguments()).containsExactly("show", "-no-color", "/work/plans/s3.tfplan");
        assertThat(command.writesMessages()).isFalse();
        assertThat(parse(command, "show-plan.txt"))
                .isEqualTo(Recording.of("show-plan.txt").text())
                .contains("# terraform_data.queue must be replaced\n-/+ resource");
    }

    private static PlanCommand plan(boolean destroy, boolean refresh) {
        return new PlanCommand(PLAN_FILE, destroy, refresh, new TreeSet<>(), Duration.ofSeconds(30));
    }

    private static <R> R parse(TerraformCommand<R> command, String name) {
        Recording recording = Recording.of(name);
        assertThat(command.isSuccess(recording.status())).isTrue();
        return command.parse(new TerraformOutput(
                recording.status(),
                recording.lines(),
                command.writesMessages()
                        ? recording.lines().stream().map(UiMessageParser::parse).toList()
                        : List.of()));
    }
}
