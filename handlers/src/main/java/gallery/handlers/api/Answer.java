package gallery.handlers.api;

import java.util.Map;

/** What a service answers: an HTTP status code and a JSON object. */
record Answer(int status, Map<String, Object> body) {

    static Answer ok(Map<String, Object> body) {
        return new Answer(200, body);
    }
}
