package gallery.cli.terraform;

import gallery.stacks.core.DependencyOutputs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * {@code terraform plan}.
 *
 * @param planFile receives the plan
 * @param destroy whether to plan the removal of everything
 * @param refresh whether to compare the state with what exists
 * @param unapplied dependencies without a state, whose outputs the configuration replaces by placeholders
 * @param lockTimeout how long to wait for the state's lock
 */
public record PlanCommand(
        Path planFile, boolean destroy, boolean refresh, SortedSet<String> unapplied, Duration lockTimeout)
        implements TerraformCommand<StackPlan> {

    @Override
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "plan",
                "-json",
                "-input=false",
                "-detailed-exitcode",
                "-lock-timeout=" + lockTimeout.toSeconds() + "s",
                "-out=" + planFile));
        if (destroy) {
            arguments.add("-destroy");
        }
        if (!refresh) {
            arguments.add("-refresh=false");
        }
        if (!unapplied.isEmpty()) {
            arguments.add(unapplied.stream()
                    .map(name -> "\"" + name + "\"")
                    .collect(Collectors.joining(",", "-var=" + DependencyOutputs.UNAPPLIED_VARIABLE + "=[", "]")));
        }
        return List.copyOf(arguments);
    }

    /** 2 says that there are changes. */
    @Override
    public boolean isSuccess(int status) {
        return status == 0 || status == 2;
    }

    @Override
    public StackPlan parse(TerraformOutput output) {
        return new StackPlan(
                output.messages(UiMessage.PlannedChange.class)
                        .map(UiMessage.PlannedChange::change)
                        // Terraform's order is another one in each run.
                        .sorted(Comparator.comparing(ResourceChange::address))
                        .toList(),
                output.messages(UiMessage.Drift.class)
                        .map(UiMessage.Drift::change)
                        .sorted(Comparator.comparing(ResourceChange::address))
                        .toList(),
                output.messages(UiMessage.Outputs.class)
                        .mapToInt(UiMessage.Outputs::changed)
                        .sum(),
                output.status() == 2);
    }
}
