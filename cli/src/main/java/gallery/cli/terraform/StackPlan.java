package gallery.cli.terraform;

import gallery.cli.terraform.ResourceChange.Action;
import java.util.List;

/**
 * What a plan of one stack holds.
 *
 * @param changes every resource that the plan acts on
 * @param drift every resource that somebody changed outside Terraform
 * @param changedOutputs how many outputs would change
 * @param hasChanges whether Terraform would do anything at all
 */
public record StackPlan(
        List<ResourceChange> changes, List<ResourceChange> drift, int changedOutputs, boolean hasChanges) {

    /** The plan of a stack for which there is nothing to do. */
    public static final StackPlan EMPTY = new StackPlan(List.of(), List.of(), 0, false);

    public StackPlan {
        changes = List.copyOf(changes);
        drift = List.copyOf(drift);
    }

    /** How many resources the plan treats so; a replacement is counted as one, neither as addition nor as removal. */
    public int count(Action action) {
        return (int)
                changes.stream().filter(change -> change.action() == action).count();
    }
}
