package gallery.handlers.api;

import gallery.handlers.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads the fields of a request and remembers what is wrong with them, to name all of it at once. */
final class Fields {

    /**
     * In bytes of UTF-8; DynamoDB's partition keys have at most 2,048, and one of ours holds a user id and a name.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html">DynamoDB constraints</a>
     */
    static final int LONGEST_USER_ID = 1024;

    private final JsonObject json;
    private final List<String> problems = new ArrayList<>();

    Fields(JsonObject json) {
        this.json = json;
    }

    /** Text of at most {@code bytes} in UTF-8, without control characters. */
    String text(String name, int bytes) {
        return text(name, textRule(bytes), text -> isText(text, bytes));
    }

    /** Text as {@link #text(String, int)}, which is also free of {@code #}, the separator within keys. */
    String plainText(String name, int bytes) {
        return text(name, textRule(bytes) + " and no #", text -> isText(text, bytes) && text.indexOf('#') < 0);
    }

    String text(String name, String rule, Predicate<String> allowed) {
        String text = json.text(name).orElse("");
        if (!allowed.test(text)) {
            problems.add(name + " " + rule);
        }
        return text;
    }

    boolean flag(String name) {
        if (json.value(name).orElse("") instanceof Boolean flag) {
            return flag;
        }
        problems.add(name + " must be true or false");
        return false;
    }

    /** Called once all fields were read. */
    void check() {
        if (!problems.isEmpty()) {
            throw RequestException.badRequest(String.join("; ", problems));
        }
    }

    static boolean isText(String text, int bytes) {
        // A lone surrogate has no UTF-8: it would turn into a question mark, and into another user's id.
        return !text.isBlank()
                && text.length() <= bytes
                && text.getBytes(StandardCharsets.UTF_8).length <= bytes
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    static String textRule(int bytes) {
        return "must be text of 1 to " + bytes + " bytes in UTF-8, without control characters";
    }
}
