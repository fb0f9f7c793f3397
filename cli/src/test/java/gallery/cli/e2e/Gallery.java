package gallery.cli.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The built CLI with a home and a work directory of its own, run as a user runs it: in a process, with the real terraform,
 * provider and emulator behind it.
 */
final class Gallery {

    private static final long MINUTES_AT_MOST = 15;

    private final Path root;

    /** How a command ended and what it wrote. */
    record Ended(int status, String out, String err) {

        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }

        /** The result of each stack of a {@code --json} report. */
        Map<String, JsonNode> stacks() throws IOException {
            Map<String, JsonNode> stacks = new TreeMap<>();
            json().path("stacks")
                    .forEach(stack -> stacks.put(stack.path("stack").asText(), stack));
            return stacks;
        }
    }

    /** Copies what a home holds, so that a test may change it. */
    Gallery(Path root) throws IOException {
        this.root = root;
        Path distribution = distribution();
        copy(distribution.resolve("environments"), home().resolve("environments"));
        copy(distribution.resolve("containers"), home().resolve("containers"));
    }

    Path home() {
        return root.resolve("home");
    }

    Path work() {
        return root.resolve("work");
    }

    Path stateOf(String environment, String stack) {
        return work().resolve(environment).resolve("state").resolve(stack + ".tfstate");
    }

    /** How many resources the state of a stack holds. */
    int resourcesOf(String environment, String stack) {
        Path state = stateOf(environment, stack);
        try {
            return Files.exists(state)
                    ? new ObjectMapper()
                            .readTree(state.toFile())
                            .path("resources")
                            .size()
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    Ended run(Map<String, String> variables, String... arguments) throws IOException, InterruptedException {
        Running running = start(variables, arguments);
        return running.await();
    }

    Running start(Map<String, String> variables, String... arguments) throws IOException {
        Files.createDirectories(root);
        Path out = Files.createTempFile(root, "out", ".txt");
        Path err = Files.createTempFile(root, "err", ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dgallery.home=" + home(),
                "-Dgallery.functions=" + distribution().resolve("lambda"),
                "-cp",
                distribution().resolve("lib") + "/*",
                "gallery.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("GALLERY_WORK_DIR", work().toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(new HashMap<>(variables));
        Process process = builder.start();
        process.getOutputStream().close();
        return new Running(process, out, err);
    }

    /** A command that has not ended yet. */
    record Running(Process process, Path out, Path err) {

        Ended await() throws IOException, InterruptedException {
            if (!process.waitFor(MINUTES_AT_MOST, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "no end after " + MINUTES_AT_MOST + " minutes: " + Files.readString(err));
            }
            return new Ended(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        }
    }

    private static Path distribution() {
        Path built = Path.of(System.getProperty("gallery.root"), "cli/target/gallery-cli");
        if (!Files.isDirectory(built.resolve("lib"))) {
            throw new IllegalStateException(built + " is missing: the package phase makes it");
        }
        return built;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
