package gallery.stacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real terraform, for tests. Ignores the machine's own CLI configuration and credentials. */
public final class Terraform {

    private static final long TIMEOUT_SECONDS = 120;

    private final Path scratch;
    private final Path cliConfiguration;

    /** @param scratch an empty folder for what belongs to no stack */
    public Terraform(Path scratch) {
        this.scratch = scratch;
        this.cliConfiguration = scratch.resolve("terraformrc");
        write(cliConfiguration, providerMirror().map(Terraform::mirrorBlock).orElse(""));
    }

    /** What one run printed and how it ended. */
    public record Result(int exitCode, String output) {}

    /** Runs {@code terraform <arguments>} in {@code directory}. */
    public Result run(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        Path output = scratch.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("TF_"));
        environment.put("TF_CLI_CONFIG_FILE", cliConfiguration.toString());
        environment.put("TF_IN_AUTOMATION", "1");
        environment.put("CHECKPOINT_DISABLE", "1");
        try {
            Process process = builder.start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new AssertionError(command + " took over " + TIMEOUT_SECONDS + " s");
            }
            return new Result(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException("terraform must be installed for this test", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + command, e);
        }
    }

    // Without such a tree Terraform looks into the folders it knows and asks the registry.
    private static Optional<Path> providerMirror() {
        Path parent = Path.of("/opt");
        if (!Files.isDirectory(parent)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.sorted()
                    .filter(folder -> Files.isDirectory(folder.resolve("registry.terraform.io")))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mirrorBlock(Path mirror) {
        return "provider_installation {\n  filesystem_mirror {\n    path = \"" + mirror + "\"\n  }\n}\n";
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
