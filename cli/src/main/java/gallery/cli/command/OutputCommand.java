package gallery.cli.command;

import gallery.cli.flow.OutputFlow;
import gallery.cli.operation.Surroundings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what applied stacks hand out. */
@Command(
        name = "output",
        description = "Show the outputs of applied stacks, or one value alone.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  gallery-cli output --env dev",
            "  gallery-cli output --stack cognito user_pool_id",
            "  gallery-cli output --json    sensitive values too"
        })
final class OutputCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private RunOptions run = new RunOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "OUTPUT",
            description = "The one output to print, of the one stack selected.")
    private @Nullable String name;

    OutputCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        OutputFlow flow =
                new OutputFlow(surroundings, run.settings(), run.display.json, run.display.style(surroundings));
        return (name == null ? flow.all() : flow.one(name)).code();
    }
}
