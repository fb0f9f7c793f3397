package gallery.cli.report;

import gallery.cli.console.Durations;
import gallery.cli.console.Table;
import gallery.cli.console.Table.Align;
import gallery.cli.console.Table.Column;
import gallery.cli.operation.AppliedStack;
import gallery.cli.run.Outcome;
import gallery.cli.run.StackResult;
import java.util.ArrayList;
import java.util.List;

/** What became of each stack in an apply or a destroy. */
public final class ApplyReport {

    private ApplyReport() {}

    /**
     * The summary table and a line of totals.
     *
     * @param verb for example {@code Applied}
     */
    public static List<String> table(String verb, List<StackResult<AppliedStack>> results) {
        Table table = new Table(List.of(
                new Column("STACK", Align.LEFT),
                new Column("RESULT", Align.LEFT),
                new Column("RESOURCES", Align.RIGHT),
                new Column("TIME", Align.RIGHT),
                new Column("NOTE", Align.LEFT)));
        results.forEach(result -> table.add(row(verb, result)));
        int resources = results.stream()
                .flatMap(result -> result.value().stream())
                .mapToInt(AppliedStack::resources)
                .sum();
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add(verb + ": " + resources + (resources == 1 ? " resource" : " resources") + " in "
                + PlanReport.stacks(results.size()) + Notes.unfinished(results) + ".");
        return lines;
    }

    private static List<String> row(String verb, StackResult<AppliedStack> result) {
        Outcome<AppliedStack> outcome = result.outcome();
        String note = Notes.of(outcome);
        String resources = "-";
        String word;
        if (outcome instanceof Outcome.Done<AppliedStack> done) {
            resources = Integer.toString(done.value().resources());
            word = done.value().planned().plan().hasChanges() ? verb.toLowerCase(java.util.Locale.ROOT) : "unchanged";
        } else {
            word = outcome instanceof Outcome.Failed ? "failed" : "skipped";
        }
        return List.of(result.stack(), word, resources, Durations.text(result.took()), note);
    }
}
