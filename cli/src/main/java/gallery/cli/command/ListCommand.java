package gallery.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import gallery.cli.console.Table;
import gallery.cli.console.Table.Align;
import gallery.cli.console.Table.Column;
import gallery.cli.console.Terminal;
import gallery.cli.exit.ExitCode;
import gallery.cli.operation.Selection;
import gallery.cli.operation.Surroundings;
import gallery.stacks.StackEntry;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the catalogue; reads nothing and starts nothing. */
@Command(name = "list", description = "List the stacks, their groups and their order.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private StackOptions selection = new StackOptions();

    @Mixin
    private DisplayOptions display = new DisplayOptions();

    ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        List<StackEntry> entries = Selection.stacks(selection.stacks, selection.withDependencies);
        Terminal terminal = surroundings.terminal();
        if (display.json) {
            terminal.result(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(entries));
        } else {
            table(entries).forEach(terminal::result);
        }
        return ExitCode.OK.code();
    }

    private static List<String> table(List<StackEntry> entries) {
        Table table = new Table(List.of(
                new Column("STACK", Align.LEFT),
                new Column("GROUP", Align.LEFT),
                new Column("RUNS AFTER", Align.LEFT),
                new Column("OWNS", Align.LEFT)));
        entries.forEach(entry ->
                table.add(List.of(entry.name(), entry.group(), String.join(", ", entry.runsAfter()), entry.summary())));
        return table.lines();
    }
}
