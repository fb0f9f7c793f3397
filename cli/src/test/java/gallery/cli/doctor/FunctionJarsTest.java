package gallery.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionJarsTest {

    @TempDir
    private Path folder;

    @Test
    void namesEachMissingJar() {
        assertThat(FunctionJars.check(folder).finding())
                .isEqualTo(folder + " lacks build-functions.jar and image-functions.jar");
    }

    @Test
    void oneJarIsNotEnough() throws IOException {
        Files.createFile(folder.resolve("build-functions.jar"));

        Check check = FunctionJars.check(folder);

        assertThat(check.passed()).isFalse();
        assertThat(check.finding()).isEqualTo(folder + " lacks image-functions.jar");
    }

    @Test
    void isContentWithAllOfThem() throws IOException {
        Files.createFile(folder.resolve("build-functions.jar"));
        Files.createFile(folder.resolve("image-functions.jar"));

        assertThat(FunctionJars.check(folder).passed()).isTrue();
    }
}
