package gallery.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A synth in a JVM of its own, for what shows only when it starts or ends. */
class SynthProcessTest {

    @TempDir
    private Path directory;

    /** What the child runs: prints the message of a failed synth. */
    public static final class Main {

        private Main() {}

        public static void main(String[] arguments) {
            try {
                GalleryApp.synth(SynthesizedEnvironment.request("local", Path.of(arguments[0])));
            } catch (SynthesisException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void leavesNothingInTheTempFolder() throws Exception {
        String output = synth(Map.of("TMPDIR", temp().toString()));

        assertThat(output).isEmpty();
        assertThat(directory.resolve("out/stacks/s3/cdk.tf.json")).exists();
        try (Stream<Path> left = Files.list(temp())) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    // The JVM's own, which it deletes at a later start.
                    .filteredOn(name -> !name.startsWith("hsperfdata"))
                    .isEmpty();
        }
    }

    @Test
    void saysThatNodeIsMissing() throws Exception {
        String output = synth(Map.of("PATH", directory.toString()));

        assertThat(output).contains("Node.js was not found; install version 20 or newer and put 'node' on the PATH");
    }

    @Test
    void saysWhatToDoWhenThePackageCacheCannotBeWritten() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        String output = synth(Map.of("JSII_RUNTIME_PACKAGE_CACHE_ROOT", file.toString()));

        assertThat(output)
                .contains("jsii cannot write its package cache: ")
                .contains("set JSII_RUNTIME_PACKAGE_CACHE_ROOT to a writable folder");
    }

    private Path temp() {
        return directory.resolve("temp");
    }

    private String synth(Map<String, String> environment) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Files.createDirectory(temp());
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temp(),
                "-Dgallery.root=" + SynthesizedEnvironment.ROOT,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                directory.resolve("out").toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new AssertionError("the synth took over a minute");
        }
        return Files.readString(output);
    }
}
