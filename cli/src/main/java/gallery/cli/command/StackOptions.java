package gallery.cli.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which stacks are meant. */
final class StackOptions {

    @Option(
            names = {"-s", "--stack"},
            paramLabel = "STACK",
            description = {
                "Stack, group or glob such as '*-ecr'; repeatable, or several with commas.",
                "All stacks without it; see 'gallery-cli list'."
            })
    List<String> stacks = new ArrayList<>();

    @Option(names = "--with-dependencies", description = "Also the stacks that the selected ones run after.")
    boolean withDependencies;
}
