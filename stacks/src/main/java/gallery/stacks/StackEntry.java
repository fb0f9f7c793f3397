package gallery.stacks;

import java.util.List;

/**
 * One stack of the catalogue.
 *
 * @param name as {@code --stack} takes it
 * @param group the group that {@code --stack} takes as well
 * @param runsAfter names of the stacks that must be applied before this one
 * @param summary what the stack owns, in a few words
 */
public record StackEntry(String name, String group, List<String> runsAfter, String summary) {

    public StackEntry {
        runsAfter = List.copyOf(runsAfter);
    }
}
