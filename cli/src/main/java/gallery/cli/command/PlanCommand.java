package gallery.cli.command;

import gallery.cli.flow.PlanFlow;
import gallery.cli.operation.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what an apply would do. */
@Command(
        name = "plan",
        description = "Show what an apply would change, as one table over all selected stacks.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  gallery-cli plan --stack facechain",
            "  gallery-cli plan --env dev --details --stack s3",
            "  gallery-cli plan --env prod --detailed-exitcode    exit 2 when there are changes"
        })
final class PlanCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--details", description = "Show every attribute of every change, as terraform does.")
    private boolean details;

    @Option(names = "--detailed-exitcode", description = "Exit with 2 when there are changes, as terraform does.")
    private boolean detailedExitCode;

    PlanCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return new PlanFlow(surroundings, run.settings(), run.display.json, run.display.style(surroundings))
                .plan(details, detailedExitCode)
                .code();
    }
}
