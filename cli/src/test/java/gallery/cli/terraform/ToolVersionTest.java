package gallery.cli.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolVersionTest {

    @ParameterizedTest
    @CsvSource({"1.11.4, 1.11.4", "v20.20.2, 20.20.2", "1.12.0-beta1, 1.12.0", "18.2, 18.2.0", "'v1.10.0\n', 1.10.0"})
    void reads(String text, String version) {
        assertThat(ToolVersion.parse(text)).hasToString(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v", "1", "one.two", "99999999999.1.1"})
    void refuses(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToolVersion.parse(text))
                .withMessage("'%s' is no version", text);
    }

    @Test
    void comparesNumbersNotLetters() {
        ToolVersion ten = ToolVersion.parse("1.10.0");
        assertThat(ToolVersion.parse("1.9.9").isAtLeast(ten)).isFalse();
        assertThat(ToolVersion.parse("1.10.0").isAtLeast(ten)).isTrue();
        assertThat(ToolVersion.parse("1.10.1").isAtLeast(ten)).isTrue();
        assertThat(ToolVersion.parse("2.0.0").isAtLeast(ten)).isTrue();
        assertThat(ToolVersion.parse("0.99.99").isAtLeast(ten)).isFalse();
    }
}
