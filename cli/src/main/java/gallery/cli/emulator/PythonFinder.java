package gallery.cli.emulator;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Finds the Python that can serve the emulator.
 *
 * <p>Often that is {@code python3} on the PATH. But moto may live in an environment of its own (pipx, a virtual
 * environment, pyenv), of which only {@code moto_server} is on the PATH; then its neighbours and its first line lead to
 * the interpreter. The launcher itself judges each candidate: it knows which moto it needs.
 */
final class PythonFinder {

    private static final int CHECK_SECONDS = 30;

    private final Path launcher;
    private final Map<String, String> environment;
    private final ProcessStarter starter;

    PythonFinder(Path launcher, Map<String, String> environment, ProcessStarter starter) {
        this.launcher = launcher;
        this.environment = environment;
        this.starter = starter;
    }

    /** Returns the path of a Python that can serve, or throws with the first candidate's own reason. */
    String find() {
        List<String> refusals = new ArrayList<>();
        for (Path candidate : candidates()) {
            Check check = check(candidate);
            if (check.fits()) {
                return check.said();
            }
            refusals.add(check.said());
        }
        throw new EmulatorException(
                EmulatorException.Reason.MISSING_TOOL,
                refusals.isEmpty()
                        ? "no python3 is on the PATH; install Python 3 and then run: pip install 'moto[server]==5.2.*'"
                        : refusals.get(0));
    }

    private Set<Path> candidates() {
        Set<Path> found = new LinkedHashSet<>();
        onPath("python3").forEach(found::add);
        onPath("moto_server").forEach(server -> found.addAll(behind(server)));
        return found;
    }

    private Stream<Path> onPath(String program) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(PythonFinder::isProgram);
    }

    private static List<Path> behind(Path server) {
        List<Path> found = new ArrayList<>();
        try {
            // pipx puts a link on the PATH; the interpreter is beside the file it points to.
            Path real = server.toRealPath();
            for (String name : List.of("python3", "python")) {
                Path neighbour = real.resolveSibling(name);
                if (isProgram(neighbour)) {
                    found.add(neighbour);
                }
            }
            interpreter(real).ifPresent(found::add);
        } catch (IOException unreadable) {
            // A file that cannot be read leads nowhere; the other candidates remain.
        }
        return found;
    }

    /** The interpreter in the first line {@code #!/…/python}; a pyenv shim names bash there, which is of no use. */
    private static Optional<Path> interpreter(Path script) throws IOException {
        try (Stream<String> lines = Files.lines(script, StandardCharsets.ISO_8859_1)) {
            return lines.findFirst()
                    .filter(line -> line.startsWith("#!"))
                    .map(line -> Path.of(line.substring(2).strip().split(" ", 2)[0]))
                    .filter(path ->
                            path.isAbsolute() && path.getFileName().toString().startsWith("python") && isProgram(path));
        }
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static String lastLine(String text) {
        return text.strip().lines().reduce("", (earlier, line) -> line);
    }

    /** @param said the interpreter's own path if it fits, else the reason */
    private record Check(boolean fits, String said) {}

    private Check check(Path python) {
        ProcessBuilder builder = new ProcessBuilder(python.toString(), launcher.toString(), "--check")
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = starter.start(builder);
            try (var output = process.getInputStream()) {
                if (!process.waitFor(CHECK_SECONDS, TimeUnit.SECONDS)) {
                    return new Check(false, python + " did not answer within " + CHECK_SECONDS + " s");
                }
                String said = lastLine(new String(output.readAllBytes(), StandardCharsets.UTF_8));
                return switch (process.exitValue()) {
                    case 0 -> new Check(true, said);
                    case Launcher.UNAVAILABLE -> new Check(false, said);
                    default -> new Check(false, python + " cannot be used: " + said);
                };
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException problem) {
            return new Check(false, python + " cannot be started: " + problem.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmulatorException(EmulatorException.Reason.FAILED, "interrupted", interrupted);
        }
    }
}
