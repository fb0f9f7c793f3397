package gallery.cli.report;

import gallery.cli.exit.ExitCode;
import gallery.cli.operation.AppliedStack;
import gallery.cli.operation.PlannedStack;
import gallery.cli.run.Outcome;
import gallery.cli.run.StackFailure;
import gallery.cli.run.StackResult;
import gallery.cli.terraform.ResourceChange;
import gallery.cli.terraform.ResourceChange.Action;
import gallery.cli.terraform.StackPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Results of stacks for the tests of the reports. */
final class Results {

    private Results() {}

    /** A plan with one resource an action, which are named after it. */
    static PlannedStack planned(List<String> notes, Action... actions) {
        List<ResourceChange> changes = new ArrayList<>();
        for (Action action : actions) {
            changes.add(new ResourceChange("aws_s3_bucket.b" + changes.size(), action));
        }
        return new PlannedStack(new StackPlan(changes, List.of(), 0, !changes.isEmpty()), new TreeSet<>(), notes);
    }

    static PlannedStack outputsAlone() {
        return new PlannedStack(
                new StackPlan(List.of(), List.of(), 2, true), new TreeSet<>(), List.of("outputs change"));
    }

    static AppliedStack applied(int resources, Action... actions) {
        return new AppliedStack(planned(List.of(), actions), resources);
    }

    static <T> StackResult<T> done(String stack, T value) {
        return new StackResult<>(stack, new Outcome.Done<>(value), Duration.ofMillis(3240));
    }

    static <T> StackResult<T> failed(String stack, ExitCode code, String... problems) {
        return new StackResult<>(
                stack, new Outcome.Failed<>(new StackFailure(code, List.of(problems))), Duration.ofSeconds(65));
    }

    static <T> StackResult<T> skipped(String stack, String reason) {
        return new StackResult<>(stack, new Outcome.Skipped<>(reason), Duration.ZERO);
    }
}
