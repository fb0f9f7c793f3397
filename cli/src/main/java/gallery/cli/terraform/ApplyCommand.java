package gallery.cli.terraform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * {@code terraform apply} of a saved plan.
 *
 * @param planFile the plan, which holds its own variables and mode
 * @param lockTimeout how long to wait for the state's lock
 */
public record ApplyCommand(Path planFile, Duration lockTimeout) implements TerraformCommand<ApplyCommand.Applied> {

    /**
     * What was done.
     *
     * @param resources how many resources were created, changed, replaced or removed
     */
    public record Applied(int resources) {}

    @Override
    public List<String> arguments() {
        return List.of(
                "apply",
                "-json",
                "-input=false",
                "-lock-timeout=" + lockTimeout.toSeconds() + "s",
                planFile.toString());
    }

    @Override
    public Applied parse(TerraformOutput output) {
        return new Applied((int) output.messages(UiMessage.Progress.class)
                .filter(progress -> progress.step() == UiMessage.Step.COMPLETE)
                .map(UiMessage.Progress::change)
                // A data source that could not be read before the apply is no change.
                .filter(change -> change.action() != ResourceChange.Action.READ)
                .map(ResourceChange::address)
                .distinct()
                .count());
    }
}
