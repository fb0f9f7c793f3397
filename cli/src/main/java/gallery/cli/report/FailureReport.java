package gallery.cli.report;

import gallery.cli.console.Style;
import gallery.cli.console.Terminal;
import gallery.cli.run.Outcome;
import gallery.cli.run.StackResult;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The problems of all failed stacks, each under its stack and with the place of its log. */
public final class FailureReport {

    private FailureReport() {}

    public static void print(
            Terminal terminal, Style style, List<? extends StackResult<?>> results, Function<String, Path> logOf) {
        for (StackResult<?> result : results) {
            if (result.outcome() instanceof Outcome.Failed<?> failed) {
                terminal.tell("");
                terminal.tell(style.bold(result.stack()));
                failed.failure()
                        .problems()
                        .forEach(problem -> problem.lines().forEach(line -> terminal.tell("  " + line)));
                terminal.tell(style.faint("  log: " + logOf.apply(result.stack())));
            }
        }
    }
}
