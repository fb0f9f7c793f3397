package gallery.environments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/**
 * An environment file that may still be wrong anywhere. Each value is there or not, so that a rule about some keys works
 * whatever else is broken.
 */
record Draft(String name, JsonNode root) {

    boolean isLocal() {
        return name.equals(Environment.LOCAL);
    }

    boolean isProtected() {
        return is("/protected");
    }

    boolean has(String pointer) {
        return !root.at(pointer).isMissingNode();
    }

    /** Whether the value is {@code true}. */
    boolean is(String pointer) {
        return root.at(pointer).isBoolean() && root.at(pointer).booleanValue();
    }

    /** Whether the value is the text {@code expected}. */
    boolean is(String pointer, String expected) {
        return text(pointer).filter(expected::equals).isPresent();
    }

    Optional<String> text(String pointer) {
        JsonNode value = root.at(pointer);
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    OptionalInt integer(String pointer) {
        JsonNode value = root.at(pointer);
        return value.isInt() ? OptionalInt.of(value.intValue()) : OptionalInt.empty();
    }

    /** The entries of a list; what is no text becomes empty text, so that positions stay right. */
    List<String> texts(String pointer) {
        JsonNode value = root.at(pointer);
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(item -> item.isTextual() ? item.asText() : "")
                        .toList()
                : List.of();
    }

    /** The keys of a group. */
    List<String> keys(String pointer) {
        JsonNode value = root.at(pointer);
        return value.isObject()
                ? value.properties().stream().map(Map.Entry::getKey).toList()
                : List.of();
    }
}
