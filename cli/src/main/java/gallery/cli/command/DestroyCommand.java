package gallery.cli.command;

import gallery.cli.flow.ChangeFlow;
import gallery.cli.operation.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes everything that the stacks own. */
@Command(
        name = "destroy",
        description =
                "Remove everything that the selected stacks own, in reverse order; never in a protected environment.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  gallery-cli destroy --stack gfpgan", "  gallery-cli destroy --env dev"})
final class DestroyCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--auto-approve", description = "Destroy without asking.")
    private boolean autoApprove;

    DestroyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return new ChangeFlow(surroundings, run.settings(), run.display.json, run.display.style(surroundings))
                .destroy(autoApprove)
                .code();
    }
}
