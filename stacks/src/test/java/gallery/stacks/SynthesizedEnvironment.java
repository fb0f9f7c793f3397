package gallery.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gallery.environments.EnvironmentDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stacks of one real environment, synthesized once for all tests.
 *
 * <p>Sources of images and functions are fixed, so that the result depends on stacks and environments alone.
 *
 * @param standardOutput what the synth printed there
 */
public record SynthesizedEnvironment(
        String name, Path directory, List<SynthesizedStack> stacks, String standardOutput) {

    /** The root of the source tree. */
    public static final Path ROOT = Path.of(System.getProperty("gallery.root"));

    public static final EnvironmentDirectory ENVIRONMENTS = new EnvironmentDirectory(ROOT.resolve("environments"));

    private static final Map<String, SynthesizedEnvironment> SYNTHESIZED = new ConcurrentHashMap<>();

    public static SynthesizedEnvironment of(String name) {
        return SYNTHESIZED.computeIfAbsent(name, SynthesizedEnvironment::synth);
    }

    /** A request for a synth into {@code directory}. */
    public static SynthRequest request(String environment, Path directory) {
        return new SynthRequest(
                ENVIRONMENTS.load(environment),
                directory,
                // Stands in the configuration, so it must be the same on every machine. Nothing is written there.
                Path.of("/gallery/state", environment),
                resource("/sources/containers"),
                resource("/sources/functions"));
    }

    /** The configuration that Terraform gets. */
    public JsonNode configuration(SynthesizedStack stack) {
        return json(stack.directory().resolve("cdk.tf.json"));
    }

    /** CDKTF's own account of the stacks. */
    JsonNode manifest() {
        return json(directory.resolve("manifest.json"));
    }

    private static SynthesizedEnvironment synth(String name) {
        Path directory = temporaryDirectory();
        PrintStream standardOutput = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            List<SynthesizedStack> stacks = GalleryApp.synth(request(name, directory));
            return new SynthesizedEnvironment(name, directory, stacks, printed.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(standardOutput);
        }
    }

    private static Path temporaryDirectory() {
        try {
            Path directory = Files.createTempDirectory("gallery-synth");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    FileTree.delete(directory);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path resource(String name) {
        URL url = Objects.requireNonNull(SynthesizedEnvironment.class.getResource(name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
