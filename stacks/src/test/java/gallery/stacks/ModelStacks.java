package gallery.stacks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads what tests of the models' stacks look at out of the synthesized configuration. */
public final class ModelStacks {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The stacks of one model; {@code %s} stands for its name. */
    public static final List<String> PATTERNS =
            List.of("byoc-%s-ecr", "byoc-%s-codebuild", "%s-codebuild-trigger", "%s-codebuild-status", "%s-endpoint");

    private ModelStacks() {}

    /** The resources of a stack, by type and id. */
    public static JsonNode resources(String environment, String stack) {
        SynthesizedEnvironment synthesized = SynthesizedEnvironment.of(environment);
        return synthesized.stacks().stream()
                .filter(candidate -> candidate.entry().name().equals(stack))
                .findFirst()
                .map(synthesized::configuration)
                .orElseThrow()
                .path("resource");
    }

    /**
     * What a policy says, a line a statement: {@code Sid: actions on resources}, with {@code by principal} and
     * {@code when condition} where there is one.
     */
    public static List<String> grants(JsonNode resource, String argument) {
        return StreamSupport.stream(
                        parse(resource.path(argument).asText())
                                .path("Statement")
                                .spliterator(),
                        false)
                .map(ModelStacks::grant)
                .toList();
    }

    private static String grant(JsonNode statement) {
        StringBuilder line = new StringBuilder(statement.path("Sid").asText());
        line.append(statement.path("Effect").asText().equals("Allow") ? ": " : " denies: ");
        line.append(words(statement.path("Action")));
        if (statement.has("Resource")) {
            line.append(" on ").append(words(statement.path("Resource")));
        }
        if (statement.has("Principal")) {
            line.append(" by ").append(text(statement.path("Principal")));
        }
        if (statement.has("Condition")) {
            line.append(" when ").append(text(statement.path("Condition")));
        }
        return line.toString();
    }

    private static String words(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" "));
    }

    private static String text(JsonNode json) {
        return json.toString().replaceAll("[\"{}\\[\\]]", "");
    }

    public static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
