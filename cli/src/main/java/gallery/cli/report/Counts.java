package gallery.cli.report;

import gallery.cli.operation.PlannedStack;
import gallery.cli.run.StackResult;
import gallery.cli.terraform.ResourceChange.Action;
import gallery.cli.terraform.StackPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * How many resources are touched and how.
 *
 * @param replace removed and created again; counted neither as addition nor as removal
 */
public record Counts(int add, int change, int replace, int destroy) {

    static final Counts NONE = new Counts(0, 0, 0, 0);

    static Counts of(StackPlan plan) {
        return new Counts(
                plan.count(Action.CREATE) + plan.count(Action.IMPORT),
                plan.count(Action.UPDATE),
                plan.count(Action.REPLACE),
                // What is only forgotten stays.
                plan.count(Action.DELETE));
    }

    static Counts total(List<StackResult<PlannedStack>> results) {
        return results.stream()
                .flatMap(result -> result.value().stream())
                .map(planned -> of(planned.plan()))
                .reduce(NONE, Counts::plus);
    }

    private Counts plus(Counts other) {
        return new Counts(add + other.add, change + other.change, replace + other.replace, destroy + other.destroy);
    }

    /**
     * {@code 3 to add, 1 to replace}, or that there is none.
     *
     * @param changes whether there are any changes at all, as those of outputs are not counted
     */
    String text(boolean changes) {
        List<String> parts = new ArrayList<>();
        append(parts, add, "to add");
        append(parts, change, "to change");
        append(parts, replace, "to replace");
        append(parts, destroy, "to destroy");
        if (parts.isEmpty()) {
            return changes ? "no resource changes" : "no changes";
        }
        return String.join(", ", parts);
    }

    private static void append(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}
