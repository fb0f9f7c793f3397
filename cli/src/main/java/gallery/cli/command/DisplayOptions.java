package gallery.cli.command;

import gallery.cli.console.Style;
import gallery.cli.operation.Surroundings;
import picocli.CommandLine.Option;

/** How results are shown. */
final class DisplayOptions {

    @Option(names = "--json", description = "Print the result as one JSON document.")
    boolean json;

    @Option(
            names = "--no-color",
            description = "No colours, whatever the terminal; the variable NO_COLOR does the same.")
    boolean noColor;

    /** The style of what is told; results on standard output are always plain, as they may go anywhere. */
    Style style(Surroundings surroundings) {
        // https://no-color.org: an empty value counts as none.
        boolean plain = noColor
                || !surroundings.variables().getOrDefault("NO_COLOR", "").isEmpty()
                || !surroundings.terminal().isInteractive();
        return plain ? Style.PLAIN : Style.ANSI;
    }
}
