package gallery.cli.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher's own tests, which are Python, so that one command runs all tests. */
class MotoLocalTest {

    private static final Path FOLDER = Path.of(System.getProperty("gallery.root"), "environments/local");

    @Test
    void theLaunchersOwnTestsPass(@TempDir Path temp) throws Exception {
        String python =
                new PythonFinder(FOLDER.resolve("moto_local.py"), System.getenv(), ProcessBuilder::start).find();
        Path output = temp.resolve("output");
        Process tests = new ProcessBuilder(
                        python, FOLDER.resolve("test_moto_local.py").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = tests.waitFor(5, TimeUnit.MINUTES);
            assertThat(ended).as(Files.readString(output)).isTrue();
            assertThat(tests.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            tests.descendants().forEach(ProcessHandle::destroyForcibly);
            tests.destroyForcibly();
        }
        assertThat(Files.readString(output)).contains("Ran ").endsWith("OK\n");
    }
}
