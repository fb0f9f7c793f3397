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

    static final Route UPLOAD = new Route(
            "POST",
            "/apis/images/upload",
            "image-upload",
            "Begin a picture and say where to put the photograph",
            body(
                    Map.entry("userId", Property.USER_ID),
                    Map.entry("theme", Property.TEXT),
                    Map.entry("gender", Property.TEXT),
                    Map.entry("skin", Property.TEXT)));

    static final Route RETRIEVAL =
            new Route("GET", "/apis/images/{userId}", "image-retrieval", "Find a visitor's newest picture", Map.of());

    static final Route AGREEMENT = new Route(
            "POST",
            "/agree",
            "user-agreement",
            "Record a visitor's consent",
            body(
                    Map.entry("id", Property.TEXT),
                    Map.entry("name", Property.TEXT),
                    Map.entry("agree", Property.FLAG),
                    Map.entry("savedAt", Property.TEXT),
                    Map.entry("userId", Property.USER_ID)));

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

        Property USER_ID = new Text(1024);
        Property TEXT = new Text(512);
        Property FLAG = new Flag();

        /** A string of that many characters at most, and one at least. */
        record Text(int longest) implements Property {}

        /** True or false. */
        record Flag() implements Property {}
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

    @SafeVarargs
    private static Map<String, Property> body(Map.Entry<String, Property>... properties) {
        Map<String, Property> body = new LinkedHashMap<>();
        for (Map.Entry<String, Property> property : properties) {
            body.put(property.getKey(), property.getValue());
        }
        return body;
    }
}
