package gallery.cli.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gallery.cli.emulator.EmulatorException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Candidates are shell scripts: the finder must cope with whatever is called python3 on a PATH. */
class PythonFinderTest {

    @TempDir
    Path folder;

    private Path first;
    private Path second;

    @BeforeEach
    void makeFolders() throws IOException {
        first = Files.createDirectory(folder.resolve("first"));
        second = Files.createDirectory(folder.resolve("second"));
    }

    @Test
    void takesTheFirstPythonThatFits() throws IOException {
        program(first, "python3", "echo no moto here >&2; exit 69");
        program(second, "python3", "echo /usr/real/python");

        assertThat(find()).isEqualTo("/usr/real/python");
    }

    @Test
    void asksTheNeighboursOfMotoServer() throws IOException {
        program(first, "python3", "exit 69");
        program(first, "moto_server", "exec pyenv exec moto_server");
        program(first, "python", "echo /pyenv/python");

        assertThat(find()).isEqualTo("/pyenv/python");
    }

    @Test
    void followsTheLinkToMotoServer() throws IOException {
        program(second, "python3", "echo /pipx/python");
        Files.createSymbolicLink(first.resolve("moto_server"), program(second, "moto_server", ""));

        assertThat(find(first)).isEqualTo("/pipx/python");
    }

    @Test
    void readsTheFirstLineOfMotoServer() throws IOException {
        Path python = program(second, "python3.11", "echo /venv/python");
        executable(first.resolve("moto_server"), "#!" + python + " -E\nprint()\n");

        assertThat(find(first)).isEqualTo("/venv/python");
    }

    @Test
    void reportsWhyTheFirstOneDoesNotFit() throws IOException {
        program(first, "python3", "echo a warning; echo 'python3 has no moto; install it' >&2; exit 69");
        program(second, "python3", "exit 1");

        assertThatExceptionOfType(EmulatorException.class)
                .isThrownBy(this::find)
                .withMessage("python3 has no moto; install it")
                .matches(problem -> problem.reason() == Reason.MISSING_TOOL);
    }

    @Test
    void reportsAPythonThatCannotRunTheLauncher() throws IOException {
        Path old = program(first, "python3", "echo 'SyntaxError: invalid syntax' >&2; exit 1");

        assertThatExceptionOfType(EmulatorException.class)
                .isThrownBy(this::find)
                .withMessage("%s cannot be used: SyntaxError: invalid syntax", old);
    }

    @Test
    void reportsAFileThatIsNoProgram() throws IOException {
        Path broken = executable(first.resolve("python3"), "#!/nowhere/interpreter\n");

        assertThatExceptionOfType(EmulatorException.class)
                .isThrownBy(this::find)
                .withMessageStartingWith(broken + " cannot be started: ")
                .matches(problem -> problem.reason() == Reason.MISSING_TOOL);
    }

    @Test
    void saysThatThereIsNoPython() {
        assertThatExceptionOfType(EmulatorException.class)
                .isThrownBy(this::find)
                .withMessageStartingWith("no python3 is on the PATH; install ")
                .withMessageContaining("pip install 'moto[server]==5.2.*'")
                .matches(problem -> problem.reason() == Reason.MISSING_TOOL);
    }

    private String find() {
        return find(first, second);
    }

    private String find(Path... path) {
        String joined = String.join(":", Arrays.stream(path).map(Path::toString).toList());
        return new PythonFinder(folder.resolve("launcher.py"), Map.of("PATH", joined), ProcessBuilder::start).find();
    }

    private static Path program(Path folder, String name, String script) throws IOException {
        return executable(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    }

    private static Path executable(Path file, String content) throws IOException {
        Files.writeString(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
