package gallery.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zip, unpacked elsewhere, holds all that the CLI needs. */
class DistributionIT {

    @TempDir
    static Path temp;

    private static Path distribution = Path.of("");

    @BeforeAll
    static void unpack() throws IOException {
        distribution = Files.createDirectory(temp.resolve("gallery cli"));
        Path zip = Path.of(System.getProperty("gallery.zip"));
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true));
                Stream<Path> files = Files.walk(archive.getPath("/"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = distribution.resolve(file.toString().substring(1));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
            }
        }
    }

    @Test
    void tellsItsVersion() throws Exception {
        assertThat(run("--version")).startsWith("gallery-cli " + System.getProperty("gallery.version") + "\n");
    }

    @Test
    void listsTheStacks() throws Exception {
        assertThat(run("list")).contains("\ns3 ", "\nfacechain-endpoint ", "\ngfpgan-endpoint ");
    }

    /** Synthesizing reads the environments, the containers and the Lambda jars. */
    @Test
    void synthesizes() throws Exception {
        List<String> folders =
                run("synth", "--out", temp.resolve("out").toString()).lines().toList();

        assertThat(folders)
                .isNotEmpty()
                .allSatisfy(folder -> assertThat(Path.of(folder, "cdk.tf.json")).exists());
    }

    @Test
    void holdsWhatItNeedsAndNoMore() throws Exception {
        try (Stream<Path> files = Files.walk(distribution)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> distribution.relativize(file).toString()))
                    .contains(
                            "bin/gallery-cli",
                            "environments/local.yaml",
                            "environments/prod.yaml",
                            "environments/local/moto_local.py",
                            "environments/local/moto_patches.py",
                            "containers/facechain/Dockerfile",
                            "containers/gfpgan/buildspec.yml",
                            "lambda/build-functions.jar",
                            "lambda/image-functions.jar")
                    .noneMatch(file -> file.matches(".*(/tests/|__pycache__|test_|pom\\.xml|\\.pyc$|\\.java$).*"));
        }
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        Path error = Files.createTempFile(temp, "error", "");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        distribution.resolve("bin/gallery-cli").toString()),
                                Stream.of(arguments))
                        .toList())
                .directory(temp.toFile())
                .redirectError(error.toFile());
        builder.environment().put("GALLERY_WORK_DIR", temp.resolve("work").toString());
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(error)).isZero();
            return output;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
