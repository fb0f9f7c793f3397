package gallery.cli.report;

import gallery.cli.console.Durations;
import gallery.cli.console.Table;
import gallery.cli.console.Table.Align;
import gallery.cli.console.Table.Column;
import gallery.cli.operation.PlannedStack;
import gallery.cli.run.Outcome;
import gallery.cli.run.StackResult;
import gallery.cli.terraform.ResourceChange;
import java.util.ArrayList;
import java.util.List;

/** The plan of many stacks as one table, and the changes behind it. */
public final class PlanReport {

    private PlanReport() {}

    /** The summary table and a line of totals. */
    public static List<String> table(List<StackResult<PlannedStack>> results) {
        Table table = new Table(List.of(
                new Column("STACK", Align.LEFT),
                new Column("ADD", Align.RIGHT),
                new Column("CHANGE", Align.RIGHT),
                new Column("REPLACE", Align.RIGHT),
                new Column("DESTROY", Align.RIGHT),
                new Column("TIME", Align.RIGHT),
                new Column("NOTE", Align.LEFT)));
        results.forEach(result -> table.add(row(result)));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add(totals(results));
        return lines;
    }

    private static String totals(List<StackResult<PlannedStack>> results) {
        List<PlannedStack> planned =
                results.stream().flatMap(result -> result.value().stream()).toList();
        boolean changes = planned.stream().anyMatch(stack -> stack.plan().hasChanges());
        String plan = planned.isEmpty()
                ? "No plan"
                : "Plan: " + Counts.total(results).text(changes) + " in " + stacks(planned.size());
        return plan + Notes.unfinished(results) + ".";
    }

    /** Every changed resource, stack by stack. */
    public static List<String> changes(List<StackResult<PlannedStack>> results) {
        List<String> lines = new ArrayList<>();
        for (StackResult<PlannedStack> result : results) {
            result.value().filter(planned -> planned.plan().hasChanges()).ifPresent(planned -> {
                lines.add(result.stack());
                planned.plan().changes().forEach(change -> lines.add(line(change)));
                if (planned.plan().changedOutputs() > 0) {
                    lines.add("  ~ " + planned.plan().changedOutputs()
                            + (planned.plan().changedOutputs() == 1 ? " output" : " outputs"));
                }
            });
        }
        return lines;
    }

    /** What a plan holds, in a few words. */
    public static String headline(PlannedStack planned) {
        String counts = Counts.of(planned.plan()).text(planned.plan().hasChanges());
        return planned.notes().isEmpty() ? counts : counts + " (" + String.join("; ", planned.notes()) + ")";
    }

    /** {@code 1 stack}, {@code 3 stacks}. */
    public static String stacks(int count) {
        return count + (count == 1 ? " stack" : " stacks");
    }

    private static String line(ResourceChange change) {
        return "  " + change.action().symbol() + " " + change.address();
    }

    private static List<String> row(StackResult<PlannedStack> result) {
        Outcome<PlannedStack> outcome = result.outcome();
        if (outcome instanceof Outcome.Done<PlannedStack> done) {
            Counts counts = Counts.of(done.value().plan());
            return List.of(
                    result.stack(),
                    Integer.toString(counts.add()),
                    Integer.toString(counts.change()),
                    Integer.toString(counts.replace()),
                    Integer.toString(counts.destroy()),
                    Durations.text(result.took()),
                    String.join("; ", done.value().notes()));
        }
        return List.of(result.stack(), "-", "-", "-", "-", Durations.text(result.took()), Notes.of(outcome));
    }
}
