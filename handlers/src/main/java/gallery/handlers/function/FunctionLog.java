package gallery.handlers.function;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Log lines of one invocation: each a JSON object, so that CloudWatch Logs Insights finds its fields. */
public final class FunctionLog {

    private final Consumer<String> sink;
    private final Clock clock;
    private final Map<String, String> fields = new LinkedHashMap<>();

    /** Writes to {@code sink}, which gets each line with its end. */
    public FunctionLog(Consumer<String> sink, Clock clock, String requestId) {
        this.sink = sink;
        this.clock = clock;
        fields.put("requestId", requestId);
    }

    /** Adds a field to all further lines. */
    public void with(String name, String value) {
        fields.put(name, value);
    }

    public void info(String message) {
        write("INFO", message, Map.of());
    }

    public void info(String message, String field, String value) {
        write("INFO", message, Map.of(field, value));
    }

    public void warn(String message) {
        write("WARN", message, Map.of());
    }

    /** A failure, with its type; {@link FunctionException} says everything in its message. */
    public void error(FunctionException failure) {
        write("ERROR", String.valueOf(failure.getMessage()), Map.of("type", name(failure)));
    }

    /** A failure that nobody foresaw, with its stack trace. */
    public void error(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        write(
                "ERROR",
                String.valueOf(failure.getMessage()),
                Map.of("type", name(failure), "stackTrace", trace.toString()));
    }

    /**
     * A failure where people's data are at hand: which types and where, but no message of anybody else's, because it may
     * quote what somebody sent.
     *
     * @param what happened, in our own words
     */
    public void failure(String what, Throwable failure) {
        StringBuilder trace = new StringBuilder();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 5; depth++) {
            trace.append(depth == 0 ? "" : "caused by ")
                    .append(cause.getClass().getName())
                    .append('\n')
                    .append(Arrays.stream(cause.getStackTrace())
                            .limit(40)
                            .map(frame -> "\tat " + frame + "\n")
                            .collect(Collectors.joining()));
            cause = cause.getCause();
        }
        write("ERROR", what, Map.of("type", name(failure), "stackTrace", trace.toString()));
    }

    /** A finished JSON object on a line of its own, such as a metric. */
    public void line(Map<String, ?> json) {
        sink.accept(JsonText.object(json) + "\n");
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
        line(line);
    }
}
