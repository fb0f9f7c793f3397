package gallery.cli.command;

import gallery.cli.exit.ExitCode;
import gallery.cli.operation.RunSettings;
import gallery.cli.operation.Selection;
import gallery.cli.operation.Surroundings;
import gallery.cli.operation.Synthesis;
import gallery.stacks.SynthesizedStack;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the Terraform configuration of every stack, for other tools to use. */
@Command(
        name = "synth",
        description = "Write the Terraform configuration of all stacks and print its folders.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  gallery-cli synth --env prod --out cdktf.out",
            "",
            "The variable CDKTF_OUTDIR, which the stock cdktf CLI sets, stands for --out."
        })
final class SynthCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "Folder to write to (default: a folder of the work directory).")
    private @Nullable Path out;

    SynthCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        RunSettings settings = RunSettings.of(environment.name, environment.directory());
        Selection selection = Selection.of(settings, surroundings.installation());
        for (SynthesizedStack stack : Synthesis.alone(selection.environment(), surroundings, outputFolder())) {
            surroundings.terminal().result(stack.directory().toString());
        }
        return ExitCode.OK.code();
    }

    private Optional<Path> outputFolder() {
        return Optional.ofNullable(out)
                .or(() -> Optional.of(surroundings.variables().getOrDefault("CDKTF_OUTDIR", ""))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of));
    }
}
