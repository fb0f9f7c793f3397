package gallery.stacks.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One statement of an IAM policy within a resource.
 *
 * @param json the statement
 */
record PolicyStatement(Resource resource, JsonNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The arguments in which the resources we use keep IAM policies. */
    static final Set<String> ARGUMENTS = Set.of("policy", "assume_role_policy", "access_policy");

    /** The statements of every policy within a resource. */
    static Stream<PolicyStatement> of(Resource resource) {
        return ARGUMENTS.stream()
                .sorted()
                .map(argument -> parse(resource.text(argument)).path("Statement"))
                .flatMap(statements ->
                        stream(statements.isObject() ? JSON.createArrayNode().add(statements) : statements))
                .map(statement -> new PolicyStatement(resource, statement));
    }

    /** The document in {@code text}, a missing node when that is no JSON. */
    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    boolean allows() {
        return json.path("Effect").asText().equals("Allow");
    }

    List<String> actions() {
        return strings("Action");
    }

    List<String> resources() {
        return strings("Resource");
    }

    boolean hasCondition(String key) {
        return json.path("Condition").findValue(key) != null;
    }

    Finding finding(String message) {
        return resource.finding("statement " + json.path("Sid").asText("without Sid") + " " + message);
    }

    // IAM admits a single string in place of a list.
    private List<String> strings(String element) {
        JsonNode value = json.path(element);
        return value.isTextual()
                ? List.of(value.asText())
                : stream(value).map(JsonNode::asText).toList();
    }

    private static Stream<JsonNode> stream(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false);
    }
}
