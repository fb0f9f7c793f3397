package gallery.cli.operation;

import gallery.cli.terraform.StackPlan;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A stack's plan and what the user should know beside it.
 *
 * @param placeholders the stacks whose outputs are not known yet; such a plan is never applied
 * @param notes for the table
 */
public record PlannedStack(StackPlan plan, SortedSet<String> placeholders, List<String> notes) {

    public PlannedStack {
        placeholders = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(placeholders));
        notes = List.copyOf(notes);
    }
}
