package gallery.cli.command;

import gallery.cli.console.Style;
import gallery.cli.operation.Surroundings;
import picocli.CommandLine.Option;

/** How results are shown. */
final class DisplayOptions {

    @Option(names = "--json", description = "Print the result as one JSON document.")
    boolean json;

    @Option(names = "--no-color", description = "No colours, whatever the terminal; so does the variable NO_COLOR.")
    boolean noColor;

    Style style(Surroundings surroundings) {
        boolean plain = noColor
                || surroundings.variables().containsKey("NO_COLOR")
                || !surroundings.terminal().isInteractive();
        return plain ? Style.PLAIN : Style.ANSI;
    }
}
