package gallery.handlers.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {

    @Test
    void readsWhatAnEventHolds() throws MalformedJsonException {
        JsonObject json =
                JsonObject.parse("{\"a\":\"\\ud83d\\ude00\",\"b\":{\"c\":[1,{\"d\":true}]},\"n\":null,\"x\":1.5}");

        assertThat(json.text("a")).contains("😀");
        assertThat(json.inner("b").value("c")).get().asString().isEqualTo("[1, {d=true}]");
        assertThat(json.value("n")).isEmpty();
        assertThat(json.text("x")).isEmpty();
        assertThat(json.inner("nothing").values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{}{}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":NaN}",
                "{'a':1}",
                "{\"mara@example.com\": oops}"
            })
    void refusesEverythingElseAndQuotesNothing(String text) {
        assertThatThrownBy(() -> JsonObject.parse(text))
                .isInstanceOf(MalformedJsonException.class)
                .hasNoCause()
                .message()
                .doesNotContain("mara");
    }

    @Test
    void refusesBottomlessDepth() {
        assertThatThrownBy(() -> JsonObject.parse("{\"a\":".repeat(50_000))).isInstanceOf(MalformedJsonException.class);
    }
}
