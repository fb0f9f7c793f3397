package gallery.environments;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Words for what a schema demands: "must be … , but is …".
 *
 * <p>A {@code title} in the schema completes that sentence; without one the words come from the type and its bounds.
 */
final class SchemaMessages {

    private static final int LONGEST_VALUE = 60;

    private final JsonNode schema;

    SchemaMessages(JsonNode schema) {
        this.schema = schema;
    }

    Problem problem(Error error) {
        String pointer = error.getInstanceLocation().toString();
        JsonNode place = at(error.getSchemaLocation().getFragment().getParent().toString());
        JsonNode value = error.getInstanceNode();
        return switch (error.getKeyword()) {
            case "additionalProperties" -> unknownKey(pointer, error.getProperty(), place);
            case "required" -> missing(pointer, error.getProperty(), place);
            case "propertyNames" -> badName(pointer, error.getProperty(), place);
            case "uniqueItems" -> new Problem(pointer, "holds the same entry twice; remove one of them");
            case "minItems" -> new Problem(pointer, "must hold at least " + count(place, "minItems"));
            case "maxItems" ->
                new Problem(pointer, "must hold at most " + count(place, "maxItems") + ", but holds " + value.size());
            case "maxProperties" ->
                new Problem(
                        pointer, "must hold at most " + count(place, "maxProperties") + ", but holds " + value.size());
            default ->
                new Problem(pointer, "must be " + expected(place) + ", but " + found(value) + hint(place, value));
        };
    }

    private Problem unknownKey(String parent, String key, JsonNode place) {
        List<String> known = new ArrayList<>();
        place.path("properties").fieldNames().forEachRemaining(known::add);
        String hint = NearestNames.hint(key, known);
        String rest = hint.isEmpty() ? "; known here: " + String.join(", ", known) : hint;
        return new Problem(parent + "/" + Pointers.escape(key), "unknown key '" + key + "'" + rest);
    }

    private Problem missing(String parent, String key, JsonNode place) {
        JsonNode wanted = place.path("properties").path(key);
        return new Problem(parent + "/" + Pointers.escape(key), "is missing; must be " + expected(wanted));
    }

    private Problem badName(String parent, String key, JsonNode place) {
        return new Problem(
                parent + "/" + Pointers.escape(key),
                "the name must be " + expected(place.path("propertyNames")) + ", but is '" + shortened(key) + "'");
    }

    /** What a value must be, in words that follow "must be". */
    private String expected(JsonNode place) {
        if (place.has("title")) {
            return place.get("title").asText();
        }
        if (place.has("enum")) {
            return "one of " + allowed(place).collect(Collectors.joining(", "));
        }
        if (place.has("$ref")) {
            return expected(at(place.get("$ref").asText().substring(1)));
        }
        return switch (place.path("type").asText()) {
            case "integer" -> "a whole number from " + place.path("minimum") + " to " + place.path("maximum");
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "a group of keys";
            default -> "text";
        };
    }

    private static String found(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> "has no value";
            case OBJECT -> "is a group of keys";
            case ARRAY -> "is a list";
            case STRING -> value.asText().isEmpty() ? "is empty" : "is '" + shortened(value.asText()) + "'";
            default -> "is " + shortened(value.asText());
        };
    }

    private static String hint(JsonNode place, JsonNode value) {
        return value.isTextual()
                ? NearestNames.hint(value.asText(), allowed(place).toList())
                : "";
    }

    private static Stream<String> allowed(JsonNode place) {
        return StreamSupport.stream(place.path("enum").spliterator(), false).map(JsonNode::asText);
    }

    private static String count(JsonNode place, String keyword) {
        int number = place.path(keyword).asInt();
        return number + (number == 1 ? " entry" : " entries");
    }

    /** One line, and short enough for a terminal. */
    private static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
    }

    private JsonNode at(String pointer) {
        return schema.at(pointer);
    }
}
