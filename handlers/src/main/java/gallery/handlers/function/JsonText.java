package gallery.handlers.function;

import java.util.Map;

/**
 * Writes maps, lists, texts, numbers and flags as JSON (RFC 8259), each on one line.
 *
 * <p>By hand, because a log line must not cost a library's time to load.
 */
public final class JsonText {

    private final StringBuilder json = new StringBuilder();

    private JsonText() {}

    /** The JSON object of {@code values}, in the map's order. */
    public static String object(Map<String, ?> values) {
        JsonText text = new JsonText();
        text.add(values);
        return text.json.toString();
    }

    private void add(Object value) {
        if (value instanceof Map<?, ?> object) {
            json.append('{');
            String separator = "";
            for (Map.Entry<?, ?> entry : object.entrySet()) {
                json.append(separator);
                quote(String.valueOf(entry.getKey()));
                json.append(':');
                add(entry.getValue());
                separator = ",";
            }
            json.append('}');
        } else if (value instanceof Iterable<?> list) {
            json.append('[');
            String separator = "";
            for (Object element : list) {
                json.append(separator);
                add(element);
                separator = ",";
            }
            json.append(']');
        } else if (value instanceof Number || value instanceof Boolean) {
            json.append(value);
        } else {
            quote(String.valueOf(value));
        }
    }

    /** RFC 8259, section 7. */
    private void quote(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ') {
                        json.append("\\u%04x".formatted((int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
