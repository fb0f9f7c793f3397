package gallery.cli.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gallery.cli.terraform.ResourceChange.Action;
import gallery.cli.terraform.UiMessage.Diagnostic;
import gallery.cli.terraform.UiMessage.Step;
import java.util.Locale;
import java.util.Optional;

/** Reads the lines of {@code terraform -json}; a line that is not understood stays readable text. */
final class UiMessageParser {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private UiMessageParser() {}

    static UiMessage parse(String line) {
        if (!line.startsWith("{")) {
            return new UiMessage.Text(line);
        }
        try {
            return read(JSON.readTree(line), line);
        } catch (JsonProcessingException e) {
            return new UiMessage.Text(line);
        }
    }

    private static UiMessage read(JsonNode node, String line) {
        String message = node.path("@message").asText();
        String text = message.isEmpty() ? line : message;
        Optional<UiMessage> known = switch (node.path("type").asText()) {
            case "planned_change" ->
                change(node.path("change")).map(change -> new UiMessage.PlannedChange(text, change));
            case "resource_drift" -> change(node.path("change")).map(change -> new UiMessage.Drift(text, change));
            case "outputs" -> Optional.of(new UiMessage.Outputs(text, changedOutputs(node.path("outputs"))));
            case "apply_start" -> progress(node, text, Step.STARTED);
            case "apply_progress" -> progress(node, text, Step.GOING_ON);
            case "apply_complete" -> progress(node, text, Step.COMPLETE);
            case "apply_errored" -> progress(node, text, Step.FAILED);
            case "diagnostic" -> diagnostic(node.path("diagnostic"));
            default -> Optional.empty();
        };
        return known.orElseGet(() -> new UiMessage.Text(text));
    }

    /** A change of a plan or a step of an apply, which describe the resource alike. */
    private static Optional<ResourceChange> change(JsonNode change) {
        String address = change.path("resource").path("addr").asText();
        return address.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ResourceChange(address, action(change.path("action").asText())));
    }

    // "remove" is what Terraform says for a resource that it forgets without destroying it.
    private static Action action(String name) {
        return switch (name) {
            case "remove" -> Action.FORGET;
            default -> {
                for (Action action : Action.values()) {
                    if (action.name().toLowerCase(Locale.ROOT).equals(name)) {
                        yield action;
                    }
                }
                yield Action.NOOP;
            }
        };
    }

    private static int changedOutputs(JsonNode outputs) {
        int changed = 0;
        for (JsonNode output : outputs) {
            String action = output.path("action").asText("noop");
            if (!action.equals("noop")) {
                changed++;
            }
        }
        return changed;
    }

    private static Optional<UiMessage> progress(JsonNode node, String text, Step step) {
        return change(node.path("hook")).map(change -> new UiMessage.Progress(text, change, step));
    }

    private static Optional<UiMessage> diagnostic(JsonNode diagnostic) {
        String summary = diagnostic.path("summary").asText();
        if (summary.isEmpty()) {
            return Optional.empty();
        }
        String address = diagnostic.path("address").asText();
        return Optional.of(new Diagnostic(
                diagnostic.path("severity").asText().equals("error")
                        ? Diagnostic.Severity.ERROR
                        : Diagnostic.Severity.WARNING,
                summary,
                diagnostic.path("detail").asText(),
                address.isEmpty() ? Optional.empty() : Optional.of(address)));
    }
}
