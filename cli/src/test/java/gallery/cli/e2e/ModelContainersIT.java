package gallery.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the model containers' own tests, which are Python, so that one command runs all tests. */
class ModelContainersIT {

    @Test
    void theContainersOwnTestsPass(@TempDir Path temp) throws Exception {
        Path output = temp.resolve("output");
        Process tests = new ProcessBuilder(Path.of(System.getProperty("gallery.root"), "containers/test")
                        .toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = tests.waitFor(10, TimeUnit.MINUTES);
            assertThat(ended).as(Files.readString(output)).isTrue();
            assertThat(tests.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            tests.descendants().forEach(ProcessHandle::destroyForcibly);
            tests.destroyForcibly();
        }
        assertThat(Files.readString(output)).containsPattern("=+ \\d+ passed");
    }
}
