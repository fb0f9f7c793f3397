package gallery.cli.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gallery.cli.console.Style;
import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.cli.operation.Deployment;
import gallery.cli.operation.OutputReader;
import gallery.cli.operation.RunSettings;
import gallery.cli.operation.Selection;
import gallery.cli.operation.Surroundings;
import gallery.cli.report.FailureReport;
import gallery.cli.report.RunExit;
import gallery.cli.run.RunListener;
import gallery.cli.run.StackResult;
import gallery.cli.terraform.OutputCommand.Value;
import gallery.environments.NearestNames;
import java.util.List;
import java.util.SortedMap;

/** {@code gallery-cli output}. */
public final class OutputFlow {

    private static final String HIDDEN = "(sensitive)";

    private final Surroundings surroundings;
    private final RunSettings settings;
    private final Console console;

    public OutputFlow(Surroundings surroundings, RunSettings settings, boolean json, Style style) {
        this.surroundings = surroundings;
        this.settings = settings;
        this.console = new Console(surroundings.terminal(), style, json, settings.verbose());
    }

    /** Shows the outputs of all selected stacks; sensitive ones only as JSON, as terraform does. */
    public ExitCode all() {
        try (Deployment deployment = Deployment.open(settings, surroundings)) {
            List<StackResult<SortedMap<String, Value>>> results = read(deployment);
            if (console.json()) {
                surroundings.terminal().result(json(results));
            } else {
                results.forEach(result -> result.value().ifPresent(values -> show(result.stack(), values)));
            }
            FailureReport.print(surroundings.terminal(), console.style(), results, deployment::logOf);
            return RunExit.of(results, surroundings.interruption().isRequested());
        }
    }

    /**
     * Prints one value alone: a string as it is, anything else as JSON.
     *
     * @throws CliException when more or less than one stack is selected, or it has no such output
     */
    public ExitCode one(String name) {
        Selection selection = Selection.of(settings, surroundings.installation());
        int selected = selection.names().size();
        if (selected != 1) {
            throw new CliException(
                    ExitCode.USAGE,
                    "one output needs one stack, but " + selected + " are selected: name it with --stack");
        }
        try (Deployment deployment = Deployment.open(selection, settings, surroundings)) {
            List<StackResult<SortedMap<String, Value>>> results = read(deployment);
            FailureReport.print(surroundings.terminal(), console.style(), results, deployment::logOf);
            StackResult<SortedMap<String, Value>> result = results.get(0);
            result.value().ifPresent(values -> print(result.stack(), name, values));
            return RunExit.of(results, surroundings.interruption().isRequested());
        }
    }

    private List<StackResult<SortedMap<String, Value>>> read(Deployment deployment) {
        OutputReader reader = new OutputReader(deployment, console.logs());
        return deployment.onEachUnordered(reader::read, RunListener.silent());
    }

    private void print(String stack, String name, SortedMap<String, Value> values) {
        Value value = values.get(name);
        if (value == null) {
            throw new CliException(
                    ExitCode.USAGE,
                    values.isEmpty()
                            ? "stack '" + stack + "' has no outputs: it is not applied"
                            : "stack '" + stack + "' has no output '" + name + "'"
                                    + NearestNames.hint(name, values.keySet()));
        }
        surroundings.terminal().result(console.json() ? value.json().toString() : text(value.json()));
    }

    private void show(String stack, SortedMap<String, Value> values) {
        if (values.isEmpty()) {
            surroundings.terminal().result(stack + ": no outputs");
            return;
        }
        surroundings.terminal().result(stack);
        values.forEach((name, value) -> surroundings
                .terminal()
                .result("  " + name + " = " + (value.sensitive() ? HIDDEN : text(value.json()))));
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }

    private static String json(List<StackResult<SortedMap<String, Value>>> results) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode document = mapper.createObjectNode();
        for (StackResult<SortedMap<String, Value>> result : results) {
            result.value().ifPresent(values -> {
                ObjectNode stack = document.putObject(result.stack());
                values.forEach((name, value) -> stack.set(name, value.json()));
            });
        }
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values could not be written", e);
        }
    }
}
