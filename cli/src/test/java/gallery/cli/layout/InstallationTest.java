package gallery.cli.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InstallationTest {

    @Test
    void foldersAreAbsoluteWhereverTheUserStands() {
        Installation installation = new Installation(Path.of("."), Path.of("a/../lambda"), Path.of(".gallery"));
        Path here = Path.of("").toAbsolutePath();

        assertThat(installation.home()).isEqualTo(here);
        assertThat(installation.functions()).isEqualTo(here.resolve("lambda"));
        assertThat(installation.environments()).isEqualTo(here.resolve("environments"));
        assertThat(installation.containers()).isEqualTo(here.resolve("containers"));
        assertThat(installation.workFolders("dev").root()).isEqualTo(here.resolve(".gallery/dev"));
    }
}
