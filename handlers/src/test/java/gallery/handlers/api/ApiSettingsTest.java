package gallery.handlers.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which web pages may read the answers. */
class ApiSettingsTest {

    @Test
    void admitsTheOriginsItNames() {
        ApiSettings settings = new ApiSettings(Authorization.NONE, Set.of("https://a.example"), "test");

        assertThat(settings.admits("https://a.example")).contains("https://a.example");
        assertThat(settings.admits("https://b.example")).isEmpty();
    }

    @Test
    void admitsAllWithAStar() {
        ApiSettings settings = new ApiSettings(Authorization.NONE, Set.of("*"), "test");

        assertThat(settings.admits("https://b.example")).contains("*");
    }
}
