package gallery.cli.command;

import gallery.cli.flow.ChangeFlow;
import gallery.cli.operation.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes what exists equal to the stacks. */
@Command(
        name = "apply",
        description = "Plan the selected stacks, show the plans, ask, and apply what was shown.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  gallery-cli apply --stack s3,dynamodb",
            "  gallery-cli apply --env dev --stack facechain-endpoint --with-dependencies",
            "  gallery-cli apply --auto-approve --json"
        })
final class ApplyCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--auto-approve", description = "Apply without asking.")
    private boolean autoApprove;

    ApplyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return new ChangeFlow(surroundings, run.settings(), run.display.json, run.display.style(surroundings))
                .apply(autoApprove)
                .code();
    }
}
