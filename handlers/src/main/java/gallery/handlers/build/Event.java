package gallery.handlers.build;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON object as the Lambda runtime hands it over, read with sentences for whoever sent it. */
record Event(Map<?, ?> values) {

    /** The event itself, which must be a JSON object. */
    static Event of(@Nullable Object json) {
        if (json instanceof Map<?, ?> values) {
            return new Event(values);
        }
        throw new InvalidEventException("the event must be a JSON object such as {\"imageTag\": \"0123456789abcdef\"}");
    }

    boolean has(String key) {
        return values.get(key) != null;
    }

    /** The text at {@code key}; empty when there is none or {@code null}. */
    Optional<String> text(String key) {
        Object value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text && !text.isBlank()) {
            return Optional.of(text);
        }
        throw new InvalidEventException("the event's " + key + " must be text, but is " + shown(value));
    }

    /** The flag at {@code key}; false when there is none. */
    boolean flag(String key) {
        Object value = values.get(key);
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new InvalidEventException("the event's " + key + " must be true or false, but is " + shown(value));
    }

    /** The tag at {@code imageTag}. */
    ImageTag imageTag() {
        String value = text("imageTag")
                .orElseThrow(() -> new InvalidEventException(
                        "the event has no imageTag; it must be 16 lower-case" + " hexadecimal digits"));
        if (!ImageTag.isTag(value)) {
            throw new InvalidEventException(
                    "the event's imageTag must be 16 lower-case hexadecimal digits, but is " + shown(value));
        }
        return new ImageTag(value);
    }

    /** The object at {@code key}; without any keys when there is none. */
    Event inner(String key) {
        return values.get(key) instanceof Map<?, ?> inner ? new Event(inner) : new Event(Map.of());
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        return "'" + (text.length() <= 80 ? text : text.substring(0, 80) + "…") + "'";
    }
}
