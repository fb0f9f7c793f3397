package gallery.handlers.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionLogTest {

    private final List<String> lines = new ArrayList<>();
    private final FunctionLog log = new FunctionLog(
            lines::add, Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC), "request-1");

    @Test
    void aLineIsAJsonObject() {
        log.with("imageTag", "0123456789abcdef");
        log.info("STARTED", "buildId", "p:1");

        assertThat(lines)
                .containsExactly("{\"timestamp\":\"2026-03-01T12:00:00Z\",\"level\":\"INFO\",\"message\":\"STARTED\","
                        + "\"requestId\":\"request-1\",\"imageTag\":\"0123456789abcdef\",\"buildId\":\"p:1\"}\n");
    }

    @Test
    void everyCharacterIsEscapedThatMustBe() {
        log.info("a\"b\\c\nd\re\tf\u0001g é 😀");

        assertThat(lines.get(0)).contains("\"message\":\"a\\\"b\\\\c\\nd\\re\\tf\\u0001g é 😀\"");
    }

    @Test
    void aForeseenFailureIsItsSentence() {
        log.error(new MissingVariablesException("it failed"));

        assertThat(lines.get(0))
                .contains("\"level\":\"ERROR\",\"message\":\"it failed\"", "\"type\":\"MissingVariablesException\"")
                .doesNotContain("stackTrace");
    }

    @Test
    void anUnforeseenFailureComesWithItsStackTraceOnTheSameLine() {
        log.error(new IllegalStateException("oh"));

        assertThat(lines.get(0))
                .contains("\"message\":\"oh\"", "\"type\":\"IllegalStateException\"", "\"stackTrace\":\"java.lang.Ille")
                .hasLineCount(1);
    }

    @Test
    void aFailureNearPeoplesDataNamesTypesAndPlacesButQuotesNobody() {
        log.failure("it went wrong", new IllegalStateException("mara@example.com", new RuntimeException("Mara")));

        assertThat(lines.get(0))
                .contains(
                        "\"message\":\"it went wrong\"",
                        "java.lang.IllegalStateException",
                        "caused by java.lang.Runtime")
                .contains("FunctionLogTest")
                .doesNotContain("mara@example.com", "Mara\"")
                .hasLineCount(1);
    }
}
