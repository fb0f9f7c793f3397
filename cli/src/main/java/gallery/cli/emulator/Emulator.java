package gallery.cli.emulator;

import gallery.cli.emulator.EmulatorException.Reason;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Starts, finds and stops the local emulator of one work directory.
 *
 * <p>It keeps {@code emulator.json} (what was started), {@code emulator.log} (what it printed) and {@code emulator.lock}
 * in {@code <work>/local}. Only a process that {@link EmulatorRecord} recognises is ever signalled. Every method throws
 * {@link EmulatorException} with a sentence for the user.
 */
public final class Emulator {

    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(5);
    private static final int LOG_LINES_SHOWN = 15;

    private final Path folder;
    private final Path launcher;
    private final Map<String, String> environment;
    private final ProcessStarter starter;
    private final Clock clock;
    private final Patience patience;

    /**
     * @param work the work directory; made when it is missing
     * @param home the folder that holds {@code environments/}
     * @param environment variables of this process; {@code AWS_*} and {@code MOTO_*} are kept from the emulator
     */
    public Emulator(Path work, Path home, Map<String, String> environment, ProcessStarter starter, Clock clock) {
        this(work, home.resolve("environments/local/moto_local.py"), environment, starter, clock, Patience.USUAL);
    }

    Emulator(
            Path work,
            Path launcher,
            Map<String, String> environment,
            ProcessStarter starter,
            Clock clock,
            Patience patience) {
        this.folder = work.toAbsolutePath().resolve("local");
        this.launcher = launcher.toAbsolutePath();
        this.environment = environment;
        this.starter = starter;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * How long to wait at most.
     *
     * @param start until a new emulator answers
     * @param stop until it has ended, after SIGTERM and again after SIGKILL
     */
    record Patience(Duration start, Duration stop) {

        static final Patience USUAL = new Patience(Duration.ofSeconds(60), Duration.ofSeconds(10));
    }

    /**
     * What {@link #start} did.
     *
     * @param alreadyRunning whether it found one instead of starting it
     */
    public record Started(RunningEmulator emulator, boolean alreadyRunning) {}

    /**
     * Starts an emulator that outlives this process, or finds the one that runs.
     *
     * @param port the port to serve on 127.0.0.1, 1 to 65535; a free one when empty
     * @return once it answers
     */
    public Started start(OptionalInt port) {
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65535)) {
            throw new EmulatorException(Reason.PORT, port.getAsInt() + " is no port; ports are 1 to 65535");
        }
        return alone(() -> {
            Optional<RunningEmulator> running = running();
            if (running.isEmpty()) {
                return new Started(launch(port), false);
            }
            RunningEmulator found = running.get();
            if (port.isPresent() && port.getAsInt() != found.port()) {
                throw new EmulatorException(
                        Reason.PORT,
                        "the emulator already runs at " + found.url() + "; stop it first to have it on port "
                                + port.getAsInt());
            }
            return new Started(found, true);
        });
    }

    /** Says whether this work directory's emulator runs. Writes nothing and waits at most a few seconds. */
    public EmulatorStatus status() {
        Optional<EmulatorRecord> known = EmulatorRecord.read(recordFile());
        if (known.isEmpty() || known.get().process().isEmpty()) {
            return new EmulatorStatus.Stopped();
        }
        return answering(known.get())
                .<EmulatorStatus>map(EmulatorStatus.Running::new)
                .orElseGet(() -> new EmulatorStatus.Silent(known.get().pid()));
    }

    /**
     * Ends the emulator and waits until it is gone: SIGTERM first, SIGKILL if that does not help.
     *
     * @return its process id, or nothing when none was running
     */
    public Optional<Long> stop() {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        return alone(() -> {
            Optional<EmulatorRecord> record = EmulatorRecord.read(recordFile());
            Optional<ProcessHandle> process = record.flatMap(EmulatorRecord::process);
            process.ifPresent(alive -> end(record.orElseThrow(), alive));
            forget();
            return process.map(ProcessHandle::pid);
        });
    }

    /** The recorded emulator once it answers, or nothing when it is dead or dies while one waits for it. */
    private Optional<RunningEmulator> running() {
        return EmulatorRecord.read(recordFile())
                .flatMap(record -> record.process().flatMap(process -> awaitAnswer(record, process)));
    }

    private RunningEmulator launch(OptionalInt port) {
        if (!Files.isRegularFile(launcher)) {
            throw new EmulatorException(Reason.FAILED, "the emulator's launcher is missing: " + launcher);
        }
        forget();
        String python = new PythonFinder(launcher, environment, starter).find();
        String instance = UUID.randomUUID().toString();
        List<String> command = new ArrayList<>(List.of(python, launcher.toString(), "--instance", instance));
        port.ifPresent(number -> command.addAll(List.of("--port", String.valueOf(number))));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(logFile().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        // A profile, an endpoint or a certificate bundle meant for AWS would change how moto answers itself.
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("MOTO_"));
        try {
            Process process = starter.start(builder);
            EmulatorRecord record = new EmulatorRecord(process.pid(), instance, clock.instant(), OptionalInt.empty());
            try {
                // At once, so that an emulator whose start is cut short can still be found and stopped.
                record.write(recordFile());
            } catch (IOException problem) {
                end(record, process.toHandle());
                throw problem;
            }
            Optional<RunningEmulator> running = awaitAnswer(record, process.toHandle());
            if (running.isEmpty()) {
                forget();
                throw died(process);
            }
            record.withPort(running.get().port()).write(recordFile());
            return running.get();
        } catch (IOException problem) {
            throw EmulatorException.unusable(folder, problem);
        }
    }

    private Optional<RunningEmulator> awaitAnswer(EmulatorRecord record, ProcessHandle process) {
        long end = System.nanoTime() + patience.start().toNanos();
        while (record.isIt(process)) {
            Optional<RunningEmulator> found = answering(record);
            if (found.isPresent()) {
                return found;
            }
            if (System.nanoTime() - end > 0) {
                throw new EmulatorException(
                        Reason.FAILED,
                        "the emulator (process " + record.pid() + ") did not answer within "
                                + patience.start().toSeconds() + " s; its log is " + logFile()
                                + "; end it with: gallery-cli local stop");
            }
            pause();
        }
        return Optional.empty();
    }

    private EmulatorException died(Process process) {
        List<String> lines = log().lines().toList();
        if (process.onExit().join().exitValue() == Launcher.PORT_TAKEN && !lines.isEmpty()) {
            return new EmulatorException(
                    Reason.PORT, lines.get(lines.size() - 1) + "; choose another one, or none to get a free one");
        }
        List<String> shown = lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
        return new EmulatorException(
                Reason.FAILED,
                "the emulator ended before it answered; the end of " + logFile() + ":\n" + String.join("\n", shown));
    }

    private Optional<RunningEmulator> answering(EmulatorRecord record) {
        OptionalInt known = record.port().isPresent() ? record.port() : Launcher.port(log());
        return known.stream()
                .mapToObj(port -> new RunningEmulator(record.pid(), port, logFile(), record.since()))
                .filter(Emulator::answers)
                .findFirst();
    }

    private static boolean answers(RunningEmulator emulator) {
        try {
            URI page = emulator.url().resolve("/moto-api/");
            // A proxy set for the Internet must not come between this machine and itself.
            HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout((int) ANSWER_PATIENCE.toMillis());
            connection.setReadTimeout((int) ANSWER_PATIENCE.toMillis());
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException silent) {
            return false;
        }
    }

    private void end(EmulatorRecord record, ProcessHandle process) {
        process.destroy();
        if (!gone(record, process)) {
            process.destroyForcibly();
            if (!gone(record, process)) {
                throw new EmulatorException(
                        Reason.FAILED, "the emulator (process " + record.pid() + ") could not be ended");
            }
        }
    }

    private boolean gone(EmulatorRecord record, ProcessHandle process) {
        long end = System.nanoTime() + patience.stop().toNanos();
        while (record.isIt(process)) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            pause();
        }
        return true;
    }

    private <T> T alone(Supplier<T> work) {
        try {
            Files.createDirectories(folder);
        } catch (IOException problem) {
            throw EmulatorException.unusable(folder, problem);
        }
        return WorkLock.holding(
                folder.resolve("emulator.lock"), patience.start().plus(patience.stop()), work);
    }

    private void forget() {
        try {
            Files.deleteIfExists(recordFile());
        } catch (IOException problem) {
            throw EmulatorException.unusable(recordFile(), problem);
        }
    }

    private String log() {
        try {
            return new String(Files.readAllBytes(logFile()), StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return "";
        } catch (IOException problem) {
            throw EmulatorException.unusable(logFile(), problem);
        }
    }

    private Path recordFile() {
        return folder.resolve("emulator.json");
    }

    private Path logFile() {
        return folder.resolve("emulator.log");
    }

    static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmulatorException(Reason.FAILED, "interrupted", interrupted);
        }
    }
}
