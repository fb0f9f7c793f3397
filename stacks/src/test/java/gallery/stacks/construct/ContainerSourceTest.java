package gallery.stacks.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gallery.environments.Model;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerSourceTest {

    @TempDir
    private Path containers;

    @BeforeEach
    void writeSources() throws IOException {
        write("server/serve.py", "print('serve')\n");
        write("facechain/Dockerfile", "FROM scratch\n");
        write("gfpgan/Dockerfile", "FROM scratch\n");
    }

    @Test
    void theTagIsTheBeginningOfADigestOverSortedPathsAndContents() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(entry("facechain/Dockerfile", "FROM scratch\n"));
        digest.update(entry("server/serve.py", "print('serve')\n"));

        assertThat(tag()).isEqualTo(HexFormat.of().formatHex(digest.digest()).substring(0, 16));
    }

    @Test
    void theTagIsTheSameOnEveryMachine() {
        assertThat(tag()).isEqualTo("5d39bb85a8e3360a");
    }

    @Test
    void everyChangeOfTheSourceChangesTheTag() throws IOException {
        String before = tag();

        write("server/serve.py", "print('other')\n");
        String changedContent = tag();
        write("server/more.py", "");
        String addedEmptyFile = tag();
        Files.move(containers.resolve("server/more.py"), containers.resolve("server/moved.py"));
        String renamedFile = tag();

        assertThat(new String[] {before, changedContent, addedEmptyFile, renamedFile})
                .doesNotHaveDuplicates();
    }

    @Test
    void bytesThatMoveFromOneFileToTheNextChangeTheTag() throws IOException {
        write("server/a", "12");
        write("server/b", "3");
        String before = tag();
        write("server/a", "1");
        write("server/b", "23");

        assertThat(tag()).isNotEqualTo(before);
    }

    @Test
    void theOtherModelsSourceDoesNotMatter() throws IOException {
        String before = tag();
        write("gfpgan/Dockerfile", "FROM other\n");

        assertThat(tag()).isEqualTo(before);
    }

    @Test
    void cachesAndTestsAreLeftOut() throws IOException {
        String before = tag();
        write("server/__pycache__/serve.cpython-310.pyc", "x");
        write("server/package/__pycache__/x.py", "x");
        write("server/serve.pyc", "x");
        write("server/.pytest_cache/README.md", "x");
        write("server/tests/test_serve.py", "x");
        write("facechain/deep/tests/data/face.jpeg", "x");

        assertThat(tag()).isEqualTo(before);
        assertThat(source().files()).containsOnlyKeys("facechain/Dockerfile", "server/serve.py");
    }

    @Test
    void whatOnlyResemblesACacheOrATestIsKept() throws IOException {
        write("server/tests.py", "x");
        write("server/latests/x.py", "x");
        write("server/.dockerignore", "x");

        assertThat(source().files())
                .containsOnlyKeys(
                        "facechain/Dockerfile",
                        "server/.dockerignore",
                        "server/latests/x.py",
                        "server/serve.py",
                        "server/tests.py");
    }

    @Test
    void symbolicLinksAreRefused() throws IOException {
        Path link = Files.createSymbolicLink(containers.resolve("server/link.py"), Path.of("serve.py"));

        assertThatThrownBy(this::source)
                .isInstanceOf(UnusableSourceException.class)
                .hasMessage(
                        "the container source holds the symbolic link " + link + "; put the file itself in its place");
    }

    @Test
    void linkedFoldersAreRefused() throws IOException {
        Path link = Files.createSymbolicLink(containers.resolve("facechain/server"), containers.resolve("server"));

        assertThatThrownBy(this::source)
                .isInstanceOf(UnusableSourceException.class)
                .hasMessageContaining("symbolic link " + link);
    }

    @Test
    void aMissingFolderIsNamed() throws IOException {
        Files.delete(containers.resolve("facechain/Dockerfile"));
        Files.delete(containers.resolve("facechain"));

        assertThatThrownBy(this::source)
                .isInstanceOf(UnusableSourceException.class)
                .hasMessage("the container source " + containers.resolve("facechain")
                        + " is not a folder; restore it, or name the folder that holds it");
    }

    @Test
    void aFolderWithoutFilesIsNamed() throws IOException {
        Files.delete(containers.resolve("server/serve.py"));
        write("server/tests/test_serve.py", "x");

        assertThatThrownBy(this::source)
                .isInstanceOf(UnusableSourceException.class)
                .hasMessage("the container source " + containers.resolve("server")
                        + " holds no files; restore it, or name the folder that holds it");
    }

    private ContainerSource source() {
        return ContainerSource.read(containers, Model.FACECHAIN);
    }

    private String tag() {
        return source().imageTag();
    }

    private void write(String path, String content) throws IOException {
        Path file = containers.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static byte[] entry(String path, String content) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(name.length + 1 + Long.BYTES + bytes.length)
                .put(name)
                .put((byte) 0)
                .putLong(bytes.length)
                .put(bytes)
                .array();
    }
}
