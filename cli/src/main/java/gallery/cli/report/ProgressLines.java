package gallery.cli.report;

import gallery.cli.console.Durations;
import gallery.cli.console.Style;
import gallery.cli.console.Terminal;
import gallery.cli.run.Outcome;
import gallery.cli.run.RunListener;
import gallery.cli.run.StackResult;
import java.util.function.Function;

/**
 * Says on the error output what happens: one line when a stack ends, so that the output of several never mixes.
 *
 * @param <T> what the work on a stack yields
 */
public final class ProgressLines<T> implements RunListener<T> {

    private final Terminal terminal;
    private final Style style;
    private final int width;
    private final Function<T, String> description;

    /**
     * @param width of the longest stack name
     * @param description says in a few words what was done
     */
    public ProgressLines(Terminal terminal, Style style, int width, Function<T, String> description) {
        this.terminal = terminal;
        this.style = style;
        this.width = width;
        this.description = description;
    }

    @Override
    public void started(String stack) {}

    @Override
    public void ended(StackResult<T> result) {
        String name =
                result.stack() + " ".repeat(Math.max(0, width - result.stack().length()));
        terminal.tell("  " + name + "  " + text(result.outcome()) + "  " + style.faint(Durations.text(result.took())));
    }

    private String text(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T> done) {
            return style.good(description.apply(done.value()));
        }
        return style.bad(Notes.of(outcome));
    }
}
