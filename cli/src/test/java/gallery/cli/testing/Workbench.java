package gallery.cli.testing;

import gallery.cli.console.Terminal;
import gallery.cli.emulator.Emulator;
import gallery.cli.layout.Installation;
import gallery.cli.layout.WorkFolders;
import gallery.cli.operation.RunSettings;
import gallery.cli.operation.Surroundings;
import gallery.cli.operation.Synthesizer;
import gallery.cli.run.Interruption;
import gallery.stacks.Catalogue;
import gallery.stacks.StackEntry;
import gallery.stacks.SynthRequest;
import gallery.stacks.SynthesizedStack;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the CLI touches, in one folder: the environments of the project, a work directory, and on the PATH a
 * terraform and a node that know their version. What terraform does is {@link #terraform}'s to say; the synthesis is an
 * empty configuration a stack, or the one a test gives.
 */
public final class Workbench {

    public static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    public final FakeTerraform terraform = new FakeTerraform();
    public final Interruption interruption = new Interruption();
    public final Map<String, String> variables = new HashMap<>();

    private final Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> configurations = new HashMap<>();
    private final List<SynthRequest> synths = new ArrayList<>();
    private Synthesizer synthesizer = this::emptyStacks;
    private String input = "";
    private boolean interactive;

    public Workbench(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(environments());
        for (String name : List.of("local", "dev", "prod")) {
            Files.copy(
                    Environments.directory().resolve(name + ".yaml"),
                    environments().resolve(name + ".yaml"));
        }
        Path tools = Files.createDirectories(folder.resolve("tools"));
        Scripts.write(tools.resolve("terraform"), "echo Terraform v1.11.4");
        Scripts.write(tools.resolve("node"), "echo v20.20.2");
        Files.createDirectories(folder.resolve("mirrors/one/registry.terraform.io/hashicorp/aws"));
        variables.put("PATH", tools.toString());
        variables.put("HOME", Files.createDirectories(folder.resolve("user")).toString());
        variables.put("XDG_DATA_DIRS", folder.resolve("share").toString());
    }

    public Path environments() {
        return folder.resolve("home/environments");
    }

    public Path tools() {
        return folder.resolve("tools");
    }

    public WorkFolders work(String environment) {
        return new WorkFolders(folder.resolve("work").resolve(environment));
    }

    /** Lets the local environment have its emulator, which nobody asks anything. */
    public Workbench withEmulator() throws IOException {
        Path file = environments().resolve("local.yaml");
        Files.writeString(file, Files.readString(file) + "\nendpointUrl: http://127.0.0.1:5000\n");
        return this;
    }

    /** Lets a person sit there and type. */
    public Workbench withInput(String typed) {
        input = typed;
        interactive = true;
        return this;
    }

    /** Synthesizes in another way. */
    public Workbench withSynthesizer(Synthesizer other) {
        synthesizer = other;
        return this;
    }

    /** Gives a stack a {@code cdk.tf.json} of its own. */
    public Workbench withConfiguration(String stack, String json) {
        configurations.put(stack, json);
        return this;
    }

    /** Lets a stack of the local environment be applied already. */
    public Workbench withApplied(String... stacks) {
        for (String stack : stacks) {
            writeState(stack, "{\"resources\":[{\"type\":\"aws_s3_bucket\"}]}");
        }
        return this;
    }

    /** Writes the state of a stack of the local environment, as terraform would. */
    public void writeState(String stack, String json) {
        try {
            Path state = work("local").stateOf(stack);
            Files.createDirectories(state.getParent());
            Files.writeString(state, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Surroundings surroundings() {
        Installation installation =
                new Installation(folder.resolve("home"), folder.resolve("functions"), folder.resolve("work"));
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new Surroundings(
                installation,
                variables,
                folder.resolve("mirrors"),
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        new BufferedReader(new StringReader(input)),
                        interactive),
                terraform,
                interruption,
                clock,
                new Emulator(installation.work(), installation.home(), variables, ProcessBuilder::start, clock),
                request -> {
                    synths.add(request);
                    return synthesizer.synth(request);
                });
    }

    /** What a user asked for who names the environment and some stacks. */
    public RunSettings settings(String environment, String... stacks) {
        return new RunSettings(
                environment,
                List.of(stacks),
                false,
                Optional.empty(),
                1,
                Optional.empty(),
                Duration.ofSeconds(30),
                false);
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** What was synthesized. */
    public List<SynthRequest> synths() {
        return List.copyOf(synths);
    }

    private List<SynthesizedStack> emptyStacks(SynthRequest request) {
        List<SynthesizedStack> stacks = new ArrayList<>();
        for (StackEntry entry : Catalogue.entries()) {
            Path directory = request.outputDirectory().resolve("stacks").resolve(entry.name());
            try {
                Files.createDirectories(directory);
                Files.writeString(directory.resolve("cdk.tf.json"), configurations.getOrDefault(entry.name(), "{}"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            stacks.add(new SynthesizedStack(entry, directory));
        }
        return stacks;
    }
}
