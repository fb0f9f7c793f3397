package gallery.handlers.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** moto's server on a free loopback port, for as long as a test needs it. */
public final class MotoServer implements AutoCloseable {

    private static final Pattern RUNNING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");
    private static final long SECONDS_TO_START = 60;

    private final Process process;
    private final URI endpoint;

    private MotoServer(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Starts a server of its own and returns once it answers. */
    public static MotoServer start() throws Exception {
        // With port 0 the server chooses a free one itself and says which.
        ProcessBuilder builder =
                new ProcessBuilder(executable().toString(), "-H", "127.0.0.1", "-p", "0").redirectErrorStream(true);
        builder.environment().remove("AWS_CA_BUNDLE");
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
        CompletableFuture<URI> endpoint = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, endpoint), "moto output");
        reader.setDaemon(true);
        reader.start();
        try {
            return new MotoServer(process, endpoint.get(SECONDS_TO_START, TimeUnit.SECONDS));
        } catch (Exception e) {
            stop(process);
            throw e;
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        stop(process);
    }

    /** Keeps reading after the start, or a full pipe would stop the server. */
    private static void read(Process process, CompletableFuture<URI> endpoint) {
        StringBuilder output = new StringBuilder();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher running = RUNNING.matcher(line);
                if (running.find()) {
                    endpoint.complete(URI.create(running.group(1)));
                }
                if (!endpoint.isDone()) {
                    output.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            output.append(e);
        }
        endpoint.completeExceptionally(new IllegalStateException("moto_server ended early: " + output));
    }

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The Python that has what moto's server needs: the one beside it, else the one on the PATH. */
    public static Path python() {
        Path beside = executable().resolveSibling("python3");
        return Files.isExecutable(beside) ? beside : Path.of("python3");
    }

    private static Path executable() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "moto_server"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "these tests need moto's server: pip install 'moto[server]' and put moto_server on the PATH"));
    }
}
