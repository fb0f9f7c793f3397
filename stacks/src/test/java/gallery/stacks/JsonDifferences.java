package gallery.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Says where two JSON documents differ, for a person to read. */
final class JsonDifferences {

    private static final int LIMIT = 10;

    private final List<String> found = new ArrayList<>();

    private JsonDifferences() {}

    /** The first differences, each with its JSON pointer; empty when the documents are equal. */
    static List<String> between(JsonNode expected, JsonNode actual) {
        JsonDifferences differences = new JsonDifferences();
        differences.compare("", expected, actual);
        List<String> found = differences.found;
        if (found.size() <= LIMIT) {
            return found;
        }
        List<String> first = new ArrayList<>(found.subList(0, LIMIT));
        first.add("and " + (found.size() - LIMIT) + " more");
        return first;
    }

    private void compare(String pointer, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            Set<String> keys = new TreeSet<>();
            expected.fieldNames().forEachRemaining(keys::add);
            actual.fieldNames().forEachRemaining(keys::add);
            keys.forEach(key -> compare(pointer + "/" + key, expected.path(key), actual.path(key)));
        } else if (expected.isArray() && actual.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                compare(pointer + "/" + i, expected.path(i), actual.path(i));
            }
        } else if (!expected.equals(actual)) {
            found.add(pointer + ": reviewed " + text(expected) + ", now " + text(actual));
        }
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }
}
