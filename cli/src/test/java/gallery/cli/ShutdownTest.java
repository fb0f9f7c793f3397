package gallery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gallery.cli.testing.Await;
import gallery.cli.testing.ChildJvm;
import gallery.cli.testing.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals to a process of its own, as only a process can be ended by one. */
class ShutdownTest {

    /** Says that it has begun and each signal that it gets, and ends when the test says so. */
    private static final String SCRIPT = """
            signals=0
            trap 'signals=$((signals + 1)); echo signal $signals' TERM INT
            echo begun
            n=0
            while [ ! -e go ] && [ $n -lt 3000 ]; do sleep 0.02; n=$((n + 1)); done
            sleep 0.1
            echo saved
            exit 3""";

    @TempDir
    Path temp;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void writeScript() throws IOException {
        Scripts.write(temp.resolve("script"), SCRIPT);
    }

    @AfterEach
    void endAll() throws IOException {
        Files.writeString(temp.resolve("go"), "");
        started.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void waitsForTheChildAndReports(String signal) throws Exception {
        Process cli = start("run");
        assertThat(cli.inputReader().readLine()).isEqualTo("a: begun");

        ChildJvm.signal(signal, cli.pid());
        assertThat(cli.inputReader().readLine()).isEqualTo("a: signal 1");
        letTheChildEnd();

        assertThat(cli.inputReader().lines())
                .containsExactly(
                        "a: saved", "report a ended with 3", "report b Skipped[reason=interrupted before it started]");
        assertEnded(cli, 130);
        assertThat(errors())
                .isEqualTo("\ngallery-cli: interrupted; waiting for terraform to save the state of 1 stack\n");
    }

    @Test
    void anImpatientSecondAndThirdSignalChangeNothing() throws Exception {
        Process cli = start("run");
        assertThat(cli.inputReader().readLine()).isEqualTo("a: begun");

        ChildJvm.signal("INT", cli.pid());
        assertThat(cli.inputReader().readLine()).isEqualTo("a: signal 1");
        ChildJvm.signal("INT", cli.pid());
        ChildJvm.signal("TERM", cli.pid());
        letTheChildEnd();

        assertThat(cli.inputReader().lines())
                .as("one signal to the child")
                .startsWith("a: saved")
                .hasSize(3);
        assertEnded(cli, 130);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void endsAtOnceAtAQuestion(String signal) throws Exception {
        Process cli = start("ask");
        Await.until("the question is asked", () -> errors().equals("Sure?\n"));

        ChildJvm.signal(signal, cli.pid());

        assertEnded(cli, 130);
        assertThat(cli.inputReader().lines()).isEmpty();
    }

    @Test
    void staysOutOfTheWayOfAnEndInGoodOrder() throws Exception {
        Process cli = start("quick");

        assertThat(cli.inputReader().lines()).containsExactly("done");
        assertEnded(cli, 7);
        assertThat(errors()).isEmpty();
    }

    private Process start(String mode) throws IOException {
        Process cli = ChildJvm.of(InterruptedRun.class, temp, mode)
                .redirectError(temp.resolve("errors").toFile())
                .start();
        started.add(cli);
        return cli;
    }

    private void letTheChildEnd() throws IOException {
        Files.writeString(temp.resolve("go"), "");
    }

    private static void assertEnded(Process cli, int status) throws InterruptedException {
        assertThat(cli.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(cli.exitValue()).isEqualTo(status);
    }

    private String errors() throws IOException {
        return Files.readString(temp.resolve("errors"));
    }
}
