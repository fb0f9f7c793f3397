package gallery.cli.layout;

import static org.assertj.core.api.Assertions.assertThat;

import gallery.cli.testing.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolPathTest {

    @Test
    void findsAProgramAsAShellDoes(@TempDir Path temp) throws IOException {
        Path first = Files.createDirectory(temp.resolve("first"));
        Path second = Files.createDirectory(temp.resolve("second"));
        Files.createFile(first.resolve("terraform"));
        Files.createDirectory(first.resolve("node"));
        Path terraform = Scripts.write(second.resolve("terraform"), "");
        Path node = Scripts.write(second.resolve("node"), "");
        ToolPath path = new ToolPath(":" + first + "::" + temp.resolve("missing") + ":" + second);

        assertThat(path.find("terraform")).as("the first one cannot be run").contains(terraform);
        assertThat(path.find("node")).as("the first one is a folder").contains(node);
        assertThat(path.find("perl")).isEmpty();
        assertThat(new ToolPath("").find("terraform")).isEmpty();
    }
}
