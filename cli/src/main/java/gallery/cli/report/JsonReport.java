package gallery.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gallery.cli.exit.ExitCode;
import gallery.cli.operation.AppliedStack;
import gallery.cli.operation.PlannedStack;
import gallery.cli.run.Outcome;
import gallery.cli.run.StackResult;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** What {@code --json} prints: one document with the result of every stack. */
public final class JsonReport {

    /** Grows in its first part when a field changes its meaning or goes away, in its second when one is added. */
    private static final String FORMAT_VERSION = "1.0";

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    public static String plan(String environment, List<StackResult<PlannedStack>> results, ExitCode exitCode) {
        return report("plan", environment, results, exitCode, JsonReport::addPlan);
    }

    /**
     * The report of an apply or a destroy.
     *
     * @param command {@code apply} or {@code destroy}
     */
    public static String apply(
            String command, String environment, List<StackResult<AppliedStack>> results, ExitCode exitCode) {
        return report(command, environment, results, exitCode, (node, applied) -> {
            addPlan(node, applied.planned());
            node.put("resources", applied.resources());
        });
    }

    private static <T> String report(
            String command,
            String environment,
            List<StackResult<T>> results,
            ExitCode exitCode,
            BiConsumer<ObjectNode, T> fields) {
        ObjectNode report = JSON.createObjectNode();
        report.put("formatVersion", FORMAT_VERSION);
        report.put("command", command);
        report.put("environment", environment);
        report.put("exitCode", exitCode.code());
        ArrayNode stacks = report.putArray("stacks");
        for (StackResult<T> result : results) {
            ObjectNode node = stacks.addObject();
            node.put("stack", result.stack());
            node.put("seconds", result.took().toMillis() / 1000.0);
            add(node, result.outcome(), fields);
        }
        return pretty(report);
    }

    private static <T> void add(ObjectNode node, Outcome<T> outcome, BiConsumer<ObjectNode, T> fields) {
        if (outcome instanceof Outcome.Done<T> done) {
            node.put("status", "done");
            fields.accept(node, done.value());
        } else if (outcome instanceof Outcome.Failed<T> failed) {
            node.put("status", "failed");
            ArrayNode problems = node.putArray("problems");
            failed.failure().problems().forEach(problems::add);
        } else if (outcome instanceof Outcome.Skipped<T> skipped) {
            node.put("status", "skipped");
            node.put("reason", skipped.reason());
        }
    }

    private static void addPlan(ObjectNode node, PlannedStack planned) {
        Counts counts = Counts.of(planned.plan());
        node.put("hasChanges", planned.plan().hasChanges());
        node.put("add", counts.add());
        node.put("change", counts.change());
        node.put("replace", counts.replace());
        node.put("destroy", counts.destroy());
        node.put("changedOutputs", planned.plan().changedOutputs());
        ArrayNode changes = node.putArray("changes");
        planned.plan()
                .changes()
                .forEach(change -> changes.addObject()
                        .put("address", change.address())
                        .put("action", change.action().name().toLowerCase(Locale.ROOT)));
        ArrayNode notes = node.putArray("notes");
        planned.notes().forEach(notes::add);
    }

    private static String pretty(ObjectNode node) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values could not be written", e);
        }
    }
}
