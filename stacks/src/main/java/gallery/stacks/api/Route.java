package gallery.stacks.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One operation of the API.
 *
 * @param method in upper case
 * @param path with its parameters in braces
 * @param function the thing in {@code gallery-<env>-<thing>}; also the operation's id
 * @param summary what it does, as a sentence without its full stop
 * @param body the model of its request body by property; empty when it has none
 */
record Route(String method, String path, String function, String summary, Map<String, Property> body) {

    private static final int LONGEST_USER_ID = 1024;
    private static final int LONGEST_TEXT = 256;

    static final Route UPLOAD = new Route(
            "POST",
            "/apis/images/upload",
            "image-upload",
            "Begin a picture and say where to put the photograph",
            properties("userId", "theme", "gender", "skin"));

    static final Route RETRIEVAL =
            new Route("GET", "/apis/images/{userId}", "image-retrieval", "Find a visitor's newest picture", Map.of());

    static final Route AGREEMENT = new Route(
            "POST",
            "/agree",
            "user-agreement",
            "Record a visitor's consent",
            properties("id", "name", "agree", "savedAt", "userId"));

    static final List<Route> ALL = List.of(UPLOAD, RETRIEVAL, AGREEMENT);

    Route {
        // Map.copyOf would order the properties differently in each run.
        body = new LinkedHashMap<>(body);
    }

    /**
     * What API Gateway demands of a property, so that nonsense costs no call of a function. The function behind it knows the exact
     * rules.
     */
    sealed interface Property {

        /** A string of that many characters at most, and one at least. */
        record Text(int longest) implements Property {}

        /** Anything that is there. */
        record Anything() implements Property {}
    }

    /** The name of the model of the body; API Gateway takes letters and digits. */
    String model() {
        StringBuilder name = new StringBuilder();
        for (String word : function.split("-", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return name.toString();
    }

    /** The names of the parameters in the path. */
    List<String> pathParameters() {
        return path.contains("{userId}") ? List.of("userId") : List.of();
    }

    private static Map<String, Property> properties(String... names) {
        Map<String, Property> properties = new LinkedHashMap<>();
        for (String name : names) {
            properties.put(
                    name,
                    switch (name) {
                        case "agree" -> new Property.Anything();
                        case "userId" -> new Property.Text(LONGEST_USER_ID);
                        default -> new Property.Text(LONGEST_TEXT);
                    });
        }
        return properties;
    }
}
