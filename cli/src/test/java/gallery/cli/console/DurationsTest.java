package gallery.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "49, 0.0 s",
        "3249, 3.2 s",
        "59940, 59.9 s",
        "59960, 1 min 00 s",
        "60000, 1 min 00 s",
        "125400, 2 min 05 s",
        "3600000, 60 min 00 s"
    })
    void areRounded(long millis, String text) {
        assertThat(Durations.text(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
