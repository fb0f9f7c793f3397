package gallery.handlers.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gallery.handlers.function.MissingVariablesException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void everyVariableArrives() {
        Map<String, String> environment =
                Map.of("PROJECT_NAME", "project", "REPOSITORY_NAME", "repository", "SOURCE_BUCKET", "bucket");

        assertThat(TriggerSettings.from(environment)).isEqualTo(new TriggerSettings("project", "repository", "bucket"));
        assertThat(StatusSettings.from(environment)).isEqualTo(new StatusSettings("project", "repository"));
    }

    @Test
    void allMissingVariablesAreNamed() {
        assertThatThrownBy(() -> TriggerSettings.from(Map.of("PROJECT_NAME", " ")))
                .isInstanceOf(MissingVariablesException.class)
                .hasMessage("the function lacks the environment variables PROJECT_NAME, REPOSITORY_NAME, SOURCE_BUCKET;"
                        + " deploy its stack again");
        assertThatThrownBy(() -> StatusSettings.from(Map.of("PROJECT_NAME", "project")))
                .hasMessage("the function lacks the environment variable REPOSITORY_NAME; deploy its stack again");
    }
}
