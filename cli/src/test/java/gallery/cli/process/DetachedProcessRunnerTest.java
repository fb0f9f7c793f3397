package gallery.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatRuntimeException;

import gallery.cli.layout.ToolPath;
import gallery.cli.testing.Await;
import gallery.cli.testing.ChildJvm;
import gallery.cli.testing.Scripts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real processes. Scripts that wait for a file give up after a minute, so that none outlives its test for long. */
@Timeout(120)
class DetachedProcessRunnerTest {

    /** {@code await FILE} waits until it is there. */
    private static final String AWAIT =
            "await() { n=0; while [ ! -e \"$1\" ] && [ $n -lt 3000 ]; do sleep 0.02; n=$((n + 1)); done; }\n";

    @TempDir
    Path temp;

    private final DetachedProcessRunner runner = new DetachedProcessRunner(path());
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() throws InterruptedException {
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void linesArriveWhileItRuns() throws Exception {
        int status = run(AWAIT + "echo one; await heard; [ -e heard ] && echo two", line -> {
            lines.add(line);
            touch("heard");
        });

        assertThat(status).isZero();
        assertThat(lines).containsExactly("one", "two");
    }

    @Test
    void theLastLineNeedsNoEnd() throws Exception {
        run("printf 'one\\n\\ntwo'", lines::add);

        assertThat(lines).containsExactly("one", "", "two");
    }

    @Test
    void charactersMayArriveInPieces() throws Exception {
        run("printf 'caf\\303'; sleep 0.2; printf '\\251\\n'", lines::add);

        assertThat(lines).containsExactly("café");
    }

    @Test
    void linesMayBeLongerThanAnyBuffer() throws Exception {
        String longLine = "x" + "é€".repeat(60_000);
        Files.writeString(temp.resolve("text"), longLine + "\n" + longLine + "!\nend\n");

        run("cat text", lines::add);

        assertThat(lines).containsExactly(longLine, longLine + "!", "end");
    }

    @Test
    void standardErrorGoesToItsFile() throws Exception {
        run("echo out; echo bad >&2", lines::add);

        assertThat(lines).containsExactly("out");
        assertThat(temp.resolve("err")).hasContent("bad");
        assertThat(temp.resolve("out")).hasContent("out");
    }

    @Test
    void whatAnEarlierRunWroteIsGone() throws Exception {
        run("echo a long line of the first run; echo oops >&2", lines::add);
        lines.clear();
        run("echo second", lines::add);

        assertThat(lines).containsExactly("second");
        assertThat(temp.resolve("err")).isEmptyFile();
    }

    @Test
    void itReadsNoInput() throws Exception {
        assertThat(run("if read -r answer; then echo \"$answer\"; else echo none; fi", lines::add))
                .isZero();
        assertThat(lines).containsExactly("none");
    }

    @Test
    void itHasASessionOfItsOwn() throws Exception {
        run("echo $$; ps -o sid= -p $$", lines::add);

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1).strip())
                .isEqualTo(lines.get(0))
                .isNotEqualTo(sessionOf(ProcessHandle.current().pid()));
    }

    @Test
    void perlStartsTheSessionWhereThereIsNoSetsid() throws Exception {
        Path tools = Files.createDirectory(temp.resolve("tools"));
        Scripts.write(tools.resolve("perl"), "exec " + path().find("perl").orElseThrow() + " \"$@\"");

        int status = new DetachedProcessRunner(new ToolPath(tools.toString()))
                .run(script("echo $$; ps -o sid= -p $$; exit 4"), lines::add);

        assertThat(status).isEqualTo(4);
        assertThat(lines.get(1).strip()).isEqualTo(lines.get(0));
    }

    @Test
    void withoutAnyOfThemItStaysInOurSession() throws Exception {
        DetachedProcessRunner plain = new DetachedProcessRunner(new ToolPath(temp.toString()));
        CountDownLatch ready = new CountDownLatch(1);
        Future<Integer> status = threads.submit(
                () -> plain.run(script(AWAIT + "trap 'echo term' TERM; ps -o sid= -p $$; await go; echo end"), line -> {
                    lines.add(line.strip());
                    ready.countDown();
                }));
        ready.await();

        assertThat(plain.interruptAll())
                .as("the terminal's interrupt has reached it")
                .isEqualTo(1);
        touch("go");
        assertThat(status.get()).isZero();
        assertThat(lines).containsExactly(sessionOf(ProcessHandle.current().pid()), "end");
    }

    @Test
    void itsEnvironmentIsTheOneGiven() throws Exception {
        ProcessRequest request = new ProcessRequest(
                List.of(path().find("env").orElseThrow().toString()),
                temp,
                Map.of("ONE", "1", "TWO", "zwei Wörter"),
                temp.resolve("out"),
                temp.resolve("err"));

        assertThat(runner.run(request, lines::add)).isZero();
        assertThat(lines).containsExactlyInAnyOrder("ONE=1", "TWO=zwei Wörter");
    }

    @Test
    void itStartsInItsDirectory() throws Exception {
        run("pwd -P", lines::add);

        assertThat(lines).containsExactly(temp.toRealPath().toString());
    }

    @Test
    void tellsHowItEnded() throws Exception {
        assertThat(run("exit 0", lines::add)).isZero();
        assertThat(run("exit 2", lines::add)).isEqualTo(2);
        assertThat(run("kill -9 $$", lines::add)).isEqualTo(128 + 9);
        assertThat(run("kill -TERM $$", lines::add)).isEqualTo(128 + 15);
    }

    @Test
    void interruptsEachChildOnce() throws Exception {
        CountDownLatch ready = new CountDownLatch(2);
        CountDownLatch interrupted = new CountDownLatch(2);
        Consumer<String> listener = line -> {
            lines.add(line);
            (line.equals("ready") ? ready : interrupted).countDown();
        };
        String script = AWAIT + "trap 'echo term' TERM; echo ready; await more; sleep 0.1; echo end";
        Future<Integer> first = threads.submit(() -> runner.run(script("first", script), listener));
        Future<Integer> second = threads.submit(() -> runner.run(script("second", script), listener));
        ready.await();

        assertThat(runner.interruptAll()).isEqualTo(2);
        // A signal that waits for another of its kind is lost, so the next ones come when the first has been heard.
        interrupted.await();
        assertThat(runner.interruptAll()).isEqualTo(2);
        assertThat(runner.interruptAll()).isEqualTo(2);
        touch("more");

        assertThat(first.get()).isZero();
        assertThat(second.get()).isZero();
        assertThat(lines).containsExactlyInAnyOrder("ready", "ready", "term", "term", "end", "end");
        assertThat(runner.interruptAll()).as("none runs any more").isZero();
    }

    @Test
    void aChildStartedAfterTheInterruptIsInterruptedAsWell() throws Exception {
        assertThat(runner.interruptAll()).isZero();

        int status = run(AWAIT + "trap 'exit 3' TERM; await never; exit 0", lines::add);

        assertThat(status).as("the signal may come before the trap").isIn(3, 128 + 15);
    }

    @Test
    void saysThatAProgramIsMissing() {
        Path missing = temp.resolve("terraform");

        assertThatExceptionOfType(ProcessStartException.class)
                .isThrownBy(() -> runner.run(request(missing), lines::add))
                .withMessage("cannot start " + missing)
                .withRootCauseInstanceOf(IOException.class)
                .matches(problem -> problem.program().equals(missing.toString()));
    }

    @Test
    void saysThatItsFilesCannotBeWritten() throws Exception {
        Path script = Scripts.write(temp.resolve("script"), "exit 0");
        ProcessRequest request = new ProcessRequest(
                List.of(script.toString()), temp, Map.of(), temp.resolve("no/folder/out"), temp.resolve("err"));

        assertThatExceptionOfType(ProcessStartException.class)
                .isThrownBy(() -> runner.run(request, lines::add))
                .withRootCauseInstanceOf(IOException.class);
    }

    @Test
    void aListenerThatFailsDoesNotLeaveTheChildAlone() throws Exception {
        ProcessRequest request = script("echo one; sleep 0.3; echo ended > ended");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> runner.run(request, line -> {
                    throw new UncheckedIOException(new IOException("disk full"));
                }));
        assertThat(temp.resolve("ended")).as("it has ended by itself").exists();
        assertThat(runner.interruptAll()).isZero();
    }

    @Test
    void aThreadThatIsInterruptedWaitsForTheChildNevertheless() throws Exception {
        ProcessRequest request = script("echo one; sleep 0.3; echo ended > ended");

        assertThatRuntimeException()
                .isThrownBy(
                        () -> runner.run(request, line -> Thread.currentThread().interrupt()));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(temp.resolve("ended")).exists();
    }

    @Test
    void aChildGoesOnWhenTheCliIsKilled() throws Exception {
        Scripts.write(
                temp.resolve("script"),
                "echo $$ > pid; n=0; while [ ! -e stop ] && [ $n -lt 3000 ]; do echo line $n; sleep 0.02; n=$((n + 1)); done;"
                        + " echo saved");
        Process cli =
                ChildJvm.of(RunDetached.class, temp).redirectErrorStream(true).start();
        Path out = temp.resolve("out");
        try {
            assertThat(cli.inputReader().readLine()).isEqualTo("line 0");
        } finally {
            cli.destroyForcibly().waitFor();
        }
        ProcessHandle child = ProcessHandle.of(
                        Long.parseLong(Files.readString(temp.resolve("pid")).strip()))
                .orElseThrow();
        try {
            long before = Files.size(out);
            Await.until("the child writes on", () -> Files.size(out) > before + 20);
            touch("stop");
            child.onExit().get(30, TimeUnit.SECONDS);
        } finally {
            child.destroyForcibly();
        }
        assertThat(Files.readString(out)).endsWith("saved\n");
        assertThat(temp.resolve("err")).isEmptyFile();
    }

    private static ToolPath path() {
        return new ToolPath(System.getenv().getOrDefault("PATH", ""));
    }

    private int run(String script, Consumer<String> listener) throws IOException {
        return runner.run(script(script), listener);
    }

    private ProcessRequest script(String script) throws IOException {
        return request(Scripts.write(temp.resolve("script"), script));
    }

    private ProcessRequest script(String name, String script) throws IOException {
        Path file = Scripts.write(temp.resolve(name), script);
        return new ProcessRequest(
                List.of(file.toString()),
                temp,
                System.getenv(),
                temp.resolve(name + ".out"),
                temp.resolve(name + ".err"));
    }

    private ProcessRequest request(Path program) {
        return new ProcessRequest(
                List.of(program.toString()), temp, System.getenv(), temp.resolve("out"), temp.resolve("err"));
    }

    private void touch(String name) {
        try {
            Files.writeString(temp.resolve(name), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sessionOf(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "sid=", "-p", Long.toString(pid)).start();
        return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
