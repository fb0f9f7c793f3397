package gallery.handlers.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a bounded depth and without repeated names, so that no two readers understand it differently.
 *
 * @param values texts, numbers, flags, maps and lists; {@code null} is left out of maps
 */
public record JsonObject(Map<String, Object> values) {

    /** Deeper than any event of AWS. */
    private static final int DEPTH = 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .build();

    public JsonObject {
        values = Map.copyOf(values);
    }

    /**
     * Reads one object.
     *
     * @throws MalformedJsonException when {@code text} is not one JSON object
     */
    public static JsonObject parse(String text) throws MalformedJsonException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedJsonException("not a JSON object");
            }
            Map<String, Object> values = object(parser);
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("more than one JSON object");
            }
            return new JsonObject(values);
        } catch (IOException e) {
            // Without the cause: its message quotes the text.
            throw new MalformedJsonException("not valid JSON");
        }
    }

    /** The value at {@code name}; empty when there is none or {@code null}. */
    public Optional<Object> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The text at {@code name}; empty when there is none or something else. */
    public Optional<String> text(String name) {
        return value(name).filter(String.class::isInstance).map(String.class::cast);
    }

    /** The object at {@code name}; without any values when there is none. */
    public JsonObject inner(String name) {
        Map<String, Object> inner = new HashMap<>();
        if (values.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> inner.put(String.valueOf(key), value));
        }
        return new JsonObject(inner);
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> values = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = value(parser);
            if (value != null) {
                values.put(name, value);
            }
        }
        return values;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(parser);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }
}
