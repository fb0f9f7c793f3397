package gallery.cli.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gallery.cli.emulator.Emulator.Patience;
import gallery.cli.emulator.Emulator.Started;
import gallery.cli.emulator.EmulatorException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real moto, but for the launchers that must misbehave. */
class EmulatorTest {

    private static final Path HOME = Path.of(System.getProperty("gallery.root"));
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC);
    private static final OptionalInt ANY_PORT = OptionalInt.empty();

    @TempDir
    Path work;

    private final List<Process> helpers = new ArrayList<>();

    @AfterEach
    void leaveNothingBehind() {
        emulator().stop();
        helpers.forEach(Process::destroyForcibly);
    }

    @Test
    void servesUntilItIsStopped() throws Exception {
        Started started = emulator().start(ANY_PORT);

        RunningEmulator running = started.emulator();
        assertThat(started.alreadyRunning()).isFalse();
        assertThat(running.url()).isEqualTo(URI.create("http://127.0.0.1:" + running.port()));
        assertThat(running.since()).isEqualTo(CLOCK.instant());
        assertThat(running.log()).isEqualTo(work.resolve("local/emulator.log"));
        assertThat(get(running.url().resolve("/moto-api/"))).isEqualTo(200);
        assertThat(emulator().status()).isEqualTo(new EmulatorStatus.Running(running));

        assertThat(emulator().stop()).contains(running.pid());
        assertEnds(running.pid());
        assertThat(emulator().status()).isEqualTo(new EmulatorStatus.Stopped());
        assertThat(emulator().stop()).isEmpty();
    }

    @Test
    void aSecondStartFindsTheFirst() {
        RunningEmulator first = emulator().start(ANY_PORT).emulator();

        assertThat(emulator().start(ANY_PORT)).isEqualTo(new Started(first, true));
        assertThat(emulator().start(OptionalInt.of(first.port()))).isEqualTo(new Started(first, true));
        int other = first.port() == 5000 ? 5001 : 5000;
        assertThatExceptionOfType(EmulatorException.class)
                .isThrownBy(() -> emulator().start(OptionalInt.of(other)))
                .withMessage("the emulator already runs at %s; stop it first to have it on port %d", first.url(), other)
                .matches(problem -> problem.reason() == Reason.PORT);
    }

    @Test
    void servesOnThePortAskedFor() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(emulator().start(OptionalInt.of(port)).emulator().port()).isEqualTo(port);
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatExceptionOfType(EmulatorException.class)
                    .isThrownBy(() -> emulator().start(OptionalInt.of(port)))
                    .withMessage(
                            "port %d on 127.0.0.1 cannot be used: Address already in use;"
                                    + " choose another one, or none to get a free one",
                            port)
                    .matches(problem -> problem.reason() == Reason.PORT);
        }
        assertThat(emulator().status()).isEqualTo(new EmulatorStatus.Stopped());
    }

    @Test
    void refusesWhatIsNoPort() {
        for (int port : new int[] {-1, 0, 65536}) {
            assertThatExceptionOfType(EmulatorException.class)
                    .isThrownBy(() -> emulator().start(OptionalInt.of(port)))
                    .withMessage("%d is no port; ports are 1 to 65535", port);
        }
    }

    @Test
    void startsAnewAfterACrash() {
        RunningEmulator crashed = emulator().start(ANY_PORT).emulator();
        kill(crashed.pid());

        assertThat(emulator().status()).isEqualTo(new EmulatorStatus.Stopped());
        Started started = emulator().start(ANY_PORT);
        assertThat(started.alreadyRunning()).isFalse();
        assertThat(started.emulator().pid()).isNotEqualTo(crashed.pid());
    }

    @Test
    void leavesAProcessAloneThatGotTheOldPid() throws Exception {
        Process stranger = helper("sleep", "120");
        Path record = work.resolve("local/emulator.json");
        Files.createDirectories(record.getParent());
        new EmulatorRecord(stranger.pid(), "some-word", CLOCK.instant(), OptionalInt.of(5000)).write(record);

        assertThat(emulator().status()).isEqualTo(new EmulatorStatus.Stopped());
        assertThat(emulator().stop()).isEmpty();
        assertThat(record).doesNotExist();
        new EmulatorRecord(stranger.pid(), "some-word", CLOCK.instant(), OptionalInt.of(5000)).write(record);
        assertThat(emulator().start(ANY_PORT).alreadyRunning()).isFalse();
        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void takesABrokenRecordForNone() throws Exception {
        Path record = work.resolve("local/emulator.json");
        Files.createDirectories(record.getParent());
        for (String broken :
                List.of("", "{", "[1]", "{\"pid\":1}", "{\"pid\":1,\"instance\":\"x\",\"since\":\"now\"}")) {
            Files.writeString(record, broken);
            assertThat(emulator().status()).as(broken).isEqualTo(new EmulatorStatus.Stopped());
            assertThat(emulator().stop()).as(broken).isEmpty();
        }
    }

    @Test
    void oneOfTwoProcessesStartsItAndTheOtherFindsIt() throws Exception {
        Process other = helper(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StartEmulator.class.getName(),
                work.toString(),
                HOME.toString());
        Started here = emulator().start(ANY_PORT);
        String there = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(there)
                .isEqualTo(!here.alreadyRunning() + " " + here.emulator().url());
    }

    @Test
    void adoptsAnEmulatorWhoseStartWasCutShort() {
        Emulator hasty =
                new Emulator(work, launcher(), System.getenv(), ProcessBuilder::start, CLOCK, patience(Duration.ZERO));
        assertThatExceptionOfType(EmulatorException.class)
                .isThrownBy(() -> hasty.start(ANY_PORT))
                .withMessageContaining("did not answer within 0 s")
                .withMessageEndingWith("end it with: gallery-cli local stop")
                .matches(problem -> problem.reason() == Reason.FAILED);
        EmulatorStatus before = emulator().status();

        Started started = emulator().start(ANY_PORT);
        assertThat(started.alreadyRunning()).isTrue();
        assertThat(before)
                .isEqualTo(new EmulatorStatus.Silent(started.emulator().pid()));
    }

    @Test
    void endsOneThatIgnoresSigterm() throws Exception {
        Path deaf = script("""
                import signal, time
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                print("deaf", flush=True)
                time.sleep(120)
                """);
        Emulator emulator = new Emulator(
                work, deaf, System.getenv(), ProcessBuilder::start, CLOCK, patience(Duration.ofSeconds(2)));
        assertThatExceptionOfType(EmulatorException.class).isThrownBy(() -> emulator.start(ANY_PORT));
        assertThat(work.resolve("local/emulator.log")).hasContent("deaf");

        long pid = emulator.stop().orElseThrow();
        assertEnds(pid);
    }

    @Test
    void showsTheEndOfTheLogWhenItDies() throws Exception {
        Path broken = script("import sys; print('one'); print('two'); sys.exit(3)\n");
        Emulator emulator = new Emulator(work, broken, System.getenv(), ProcessBuilder::start, CLOCK, Patience.USUAL);

        assertThatExceptionOfType(EmulatorException.class)
                .isThrownBy(() -> emulator.start(ANY_PORT))
                .withMessage(
                        "the emulator ended before it answered; the end of %s:%none%ntwo",
                        work.resolve("local/emulator.log"))
                .matches(problem -> problem.reason() == Reason.FAILED);
        assertThat(emulator.status()).isEqualTo(new EmulatorStatus.Stopped());
    }

    @Test
    void keepsAwsSettingsFromTheEmulator() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(Map.of(
                "AWS_CA_BUNDLE",
                "/nowhere",
                "AWS_PROFILE",
                "prod",
                "AWS_SECRET_ACCESS_KEY",
                "s3cret",
                "MOTO_PORT",
                "1"));
        List<ProcessBuilder> started = new ArrayList<>();
        ProcessStarter watched = builder -> {
            started.add(builder);
            return builder.start();
        };
        new Emulator(work, HOME, environment, watched, CLOCK).start(ANY_PORT);

        ProcessBuilder last = started.get(started.size() - 1);
        assertThat(last.command()).contains("--instance");
        assertThat(last.environment())
                .containsKey("PATH")
                .doesNotContainKeys("AWS_CA_BUNDLE", "AWS_PROFILE", "AWS_SECRET_ACCESS_KEY", "MOTO_PORT");
    }

    @Test
    void saysWhichDirectoryCannotBeUsed() throws Exception {
        Path readOnly = Files.createDirectory(
                work.resolve("read-only"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        // Root may write anywhere but into the kernel's own directories.
        Path unwritable = Files.isWritable(readOnly) ? Path.of("/sys/kernel") : readOnly;
        Path file = Files.createFile(work.resolve("file"));

        for (Path place : List.of(unwritable, file)) {
            Emulator emulator = new Emulator(place, HOME, System.getenv(), ProcessBuilder::start, CLOCK);
            assertThatExceptionOfType(EmulatorException.class)
                    .isThrownBy(() -> emulator.start(ANY_PORT))
                    .withMessageStartingWith("cannot use " + place)
                    .withMessageEndingWith("name another work directory with GALLERY_WORK_DIR")
                    .matches(problem -> problem.reason() == Reason.WORK_DIRECTORY);
            assertThat(emulator.stop()).isEmpty();
        }
    }

    private Emulator emulator() {
        return new Emulator(work, HOME, System.getenv(), ProcessBuilder::start, CLOCK);
    }

    private static Path launcher() {
        return HOME.resolve("environments/local/moto_local.py");
    }

    private static Patience patience(Duration start) {
        return new Patience(start, Duration.ofSeconds(1));
    }

    /** A launcher that passes the check and then does {@code rest}. */
    private Path script(String rest) throws IOException {
        return Files.writeString(
                work.resolve("launcher.py"),
                "import sys\nif '--check' in sys.argv: print(sys.executable); sys.exit()\n" + rest);
    }

    private Process helper(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        helpers.add(process);
        return process;
    }

    private static int get(URI url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** It has ended; this JVM, its parent here, may take a moment to notice. */
    private static void assertEnds(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(5)));
    }

    private static void kill(long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        process.orElseThrow().destroyForcibly();
        process.orElseThrow().onExit().join();
    }
}
