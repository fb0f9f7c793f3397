package gallery.cli.flow;

import gallery.cli.console.Style;
import gallery.cli.console.Terminal;
import gallery.cli.operation.Deployment;
import gallery.cli.operation.StackLog;
import gallery.cli.report.PlanReport;
import gallery.cli.report.ProgressLines;
import gallery.cli.run.RunListener;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How the flows speak to the user.
 *
 * @param json whether the result is one JSON document, so that tables are no result but progress
 * @param verbose whether Terraform's own lines are shown
 */
record Console(Terminal terminal, Style style, boolean json, boolean verbose) {

    void tell(String line) {
        terminal.tell(line);
    }

    void announce(String verb, Deployment deployment) {
        int count = deployment.graph().inOrder().size();
        tell(verb + " " + PlanReport.stacks(count) + " of environment '"
                + deployment.environment().name() + "'" + place(deployment));
    }

    private static String place(Deployment deployment) {
        if (deployment.environment().isLocal()) {
            return deployment
                    .emulator()
                    .map(address -> " (emulator " + address + ")")
                    .orElse(" (emulator not running)");
        }
        return " (account " + deployment.environment().account() + ", "
                + deployment.environment().region() + ")";
    }

    <T> RunListener<T> progress(Deployment deployment, Function<T, String> description) {
        int width = deployment.graph().inOrder().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        return new ProgressLines<>(terminal, style, width, description);
    }

    /** Shows a stack's own lines in one piece, so that those of two stacks never mix. */
    Consumer<StackLog> logs() {
        return log -> {
            if (verbose) {
                terminal.tell(style.bold(log.title()) + "\n" + String.join("\n", log.lines()));
            }
        };
    }

    void tables(List<String> lines) {
        lines.forEach(json ? terminal::tell : terminal::result);
    }
}
