package gallery.cli.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gallery.cli.terraform.ResourceChange.Action;
import gallery.cli.terraform.UiMessage.Diagnostic;
import gallery.cli.terraform.UiMessage.Step;
import java.util.Locale;
import java.util.Optional;

/** Reads the lines of {@code terraform -json}; a line that is not understood stays readable text. */
final class UiMessageParser {

    private static final ObjectMapper JSON = new ObjectMapper();

    private UiMessageParser() {}

    static UiMessage parse(String line) {
        if (!line.startsWith("{")) {
            return new UiMessage.Text(line);
        }
        try {
            return read(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            return new UiMessage.Text(line);
        }
    }

    private static UiMessage read(JsonNode node) {
        String text = node.path("@message").asText();
        return switch (node.path("type").asText()) {
            case "planned_change" -> new UiMessage.PlannedChange(text, change(node.path("change")));
            case "resource_drift" -> new UiMessage.Drift(text, change(node.path("change")));
            case "outputs" -> new UiMessage.Outputs(text, changedOutputs(node.path("outputs")));
            case "apply_start" -> progress(node, text, Step.STARTED);
            case "apply_progress" -> progress(node, text, Step.GOING_ON);
            case "apply_complete" -> progress(node, text, Step.COMPLETE);
            case "apply_errored" -> progress(node, text, Step.FAILED);
            case "diagnostic" -> diagnostic(node.path("diagnostic"));
            default -> new UiMessage.Text(text);
        };
    }

    private static ResourceChange change(JsonNode change) {
        return new ResourceChange(
                change.path("resource").path("addr").asText(),
                action(change.path("action").asText()));
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

    private static UiMessage progress(JsonNode node, String text, Step step) {
        return new UiMessage.Progress(
                text, node.path("hook").path("resource").path("addr").asText(), step);
    }

    private static UiMessage diagnostic(JsonNode diagnostic) {
        String address = diagnostic.path("address").asText();
        return new Diagnostic(
                diagnostic.path("severity").asText().equals("error")
                        ? Diagnostic.Severity.ERROR
                        : Diagnostic.Severity.WARNING,
                diagnostic.path("summary").asText(),
                diagnostic.path("detail").asText(),
                address.isEmpty() ? Optional.empty() : Optional.of(address));
    }
}
