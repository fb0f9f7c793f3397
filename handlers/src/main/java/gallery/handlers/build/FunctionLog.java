package gallery.handlers.build;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Log lines of one invocation: each a JSON object, so that CloudWatch Logs Insights finds its fields. */
final class FunctionLog {

    private final Consumer<String> sink;
    private final Clock clock;
    private final Map<String, String> fields = new LinkedHashMap<>();

    /** Writes to {@code sink}, which gets each line with its end. */
    FunctionLog(Consumer<String> sink, Clock clock, String requestId) {
        this.sink = sink;
        this.clock = clock;
        fields.put("requestId", requestId);
    }

    /** Adds a field to all further lines. */
    void with(String name, String value) {
        fields.put(name, value);
    }

    void info(String message) {
        write("INFO", message, Map.of());
    }

    void info(String message, String field, String value) {
        write("INFO", message, Map.of(field, value));
    }

    /** A failure, with its type; {@link FunctionException} says everything in its message. */
    void error(FunctionException failure) {
        write("ERROR", String.valueOf(failure.getMessage()), Map.of("type", name(failure)));
    }

    /** A failure that nobody foresaw, with its stack trace. */
    void error(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        write(
                "ERROR",
                String.valueOf(failure.getMessage()),
                Map.of("type", name(failure), "stackTrace", trace.toString()));
    }

    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }

    private void write(String level, String message, Map<String, String> more) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("timestamp", clock.instant().toString());
        line.put("level", level);
        line.put("message", message);
        line.putAll(fields);
        line.putAll(more);
        StringBuilder json = new StringBuilder("{");
        line.forEach((name, value) -> {
            json.append(json.length() == 1 ? "" : ",");
            quote(json, name);
            json.append(':');
            quote(json, value);
        });
        sink.accept(json.append("}\n").toString());
    }

    /** RFC 8259, section 7. */
    private static void quote(StringBuilder json, String text) {
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
