package gallery.cli.process;

import gallery.cli.layout.ToolPath;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs each child in a session of its own, with files instead of pipes for its output.
 *
 * <p>Both guard a running apply. In its own session, a terminal's Ctrl-C does not reach the child, so the single
 * interrupt that {@link #interruptAll()} sends is the only one: Terraform gives its state up at a second. And a child
 * that writes to a file does not notice when the CLI is killed, where a broken pipe would end it before it has saved its
 * state.
 */
public final class DetachedProcessRunner implements ProcessRunner {

    private static final long POLL_MILLIS = 20;

    private final List<String> sessionLeader;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean interrupted;

    /** @param path where to look for a program that starts sessions; without one, children stay in our session */
    public DetachedProcessRunner(ToolPath path) {
        this.sessionLeader = sessionLeader(path);
    }

    @Override
    public int run(ProcessRequest request, Consumer<String> lines) {
        Process process = start(request);
        try (LineFollower follower = new LineFollower(request.output(), lines)) {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                follower.readOn();
            }
            follower.readToEnd();
            return process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while waiting for " + request.command().get(0), e);
        } finally {
            // Whatever went wrong on this side, the child may be in the middle of an apply: it is never left to itself.
            process.onExit().join();
            running.remove(process);
        }
    }

    /**
     * Asks every running child once to end in good order; a later call does nothing.
     *
     * @return how many are running
     */
    public int interruptAll() {
        synchronized (running) {
            if (!interrupted) {
                interrupted = true;
                running.forEach(this::interrupt);
            }
            return running.size();
        }
    }

    // A child in our own session has had the terminal's interrupt already.
    private void interrupt(Process process) {
        if (!sessionLeader.isEmpty()) {
            process.destroy();
        }
    }

    private Process start(ProcessRequest request) {
        Path program = Path.of(request.command().get(0));
        if (program.isAbsolute() && !Files.isExecutable(program)) {
            // What starts the session would be found and end with a status of its own.
            throw new ProcessStartException(program.toString(), new IOException("there is no such program"));
        }
        List<String> command = new ArrayList<>(sessionLeader);
        command.addAll(request.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(request.directory().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(request.output().toFile())
                .redirectError(request.errors().toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(request.environment());
        try {
            Files.deleteIfExists(request.output());
            Files.createFile(request.output());
            synchronized (running) {
                Process process = builder.start();
                running.add(process);
                if (interrupted) {
                    interrupt(process);
                }
                return process;
            }
        } catch (IOException e) {
            throw new ProcessStartException(request.command().get(0), e);
        }
    }

    // macOS has no setsid command, but a perl.
    private static List<String> sessionLeader(ToolPath path) {
        return path.find("setsid")
                .map(setsid -> List.of(setsid.toString()))
                .or(() -> path.find("perl")
                        .map(perl -> List.of(
                                perl.toString(),
                                "-e",
                                "use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV or exit 127")))
                .orElse(List.of());
    }

    /** Hands over the lines of a file that grows. */
    private static final class LineFollower implements AutoCloseable {

        private final FileChannel channel;
        private final Consumer<String> lines;
        private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        private byte[] rest = new byte[0];

        LineFollower(Path file, Consumer<String> lines) throws IOException {
            this.channel = FileChannel.open(file, StandardOpenOption.READ);
            this.lines = lines;
        }

        void readOn() throws IOException {
            buffer.clear();
            while (channel.read(buffer) > 0) {
                take(buffer.flip());
                buffer.clear();
            }
        }

        void readToEnd() throws IOException {
            readOn();
            if (rest.length > 0) {
                lines.accept(new String(rest, StandardCharsets.UTF_8));
                rest = new byte[0];
            }
        }

        // Bytes, not characters: a read may end within a character.
        private void take(ByteBuffer bytes) {
            byte[] all = new byte[rest.length + bytes.remaining()];
            System.arraycopy(rest, 0, all, 0, rest.length);
            bytes.get(all, rest.length, bytes.remaining());
            int start = 0;
            for (int i = 0; i < all.length; i++) {
                if (all[i] == '\n') {
                    lines.accept(new String(all, start, i - start, StandardCharsets.UTF_8));
                    start = i + 1;
                }
            }
            rest = Arrays.copyOfRange(all, start, all.length);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
