package gallery.environments;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The folder that holds one {@code <name>.yaml} per environment.
 *
 * <p>A file is checked against {@code environment.schema.json} and against rules across keys, and everything that is
 * wrong is reported together, in the order of the file.
 */
public final class EnvironmentDirectory {

    private static final String ENDING = ".yaml";

    private final Path directory;

    public EnvironmentDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * The names of all environments, sorted. Looks at file names alone, so a listed environment may still be invalid.
     *
     * @throws InvalidEnvironmentException when the folder cannot be read; it then stands for the file
     */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
            for (Path file : files) {
                String fileName = file.getFileName().toString();
                names.add(fileName.substring(0, fileName.length() - ENDING.length()));
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new InvalidEnvironmentException(
                    directory,
                    List.of(new Problem(
                            "", "is no folder of environments that can be read; put <name>.yaml files there")));
        }
        names.sort(Comparator.naturalOrder());
        return List.copyOf(names);
    }

    /** Where the environment of that name is, or would be, described. */
    public Path file(String name) {
        return directory.resolve(name + ENDING);
    }

    /**
     * Reads and checks one environment.
     *
     * @throws UnknownEnvironmentException when there is no file of that name
     * @throws InvalidEnvironmentException with every problem of the file
     */
    public Environment load(String name) {
        // Against the list, not the file system: a name is never a path.
        List<String> known = names();
        if (!known.contains(name)) {
            throw new UnknownEnvironmentException(name, known);
        }
        YamlDocument document;
        try {
            document = YamlDocument.parse(EnvironmentText.read(file(name)));
        } catch (UnreadableFileException e) {
            throw new InvalidEnvironmentException(file(name), List.of(new Problem("", e.sentence())));
        }
        List<Problem> problems = problems(new Draft(name, document.root()), document);
        if (!problems.isEmpty()) {
            throw new InvalidEnvironmentException(file(name), problems);
        }
        return EnvironmentReader.read(name, document.root());
    }

    private static List<Problem> problems(Draft draft, YamlDocument document) {
        List<Problem> problems = new ArrayList<>(document.problems());
        Set<String> reported = new HashSet<>();
        problems.forEach(problem -> reported.add(problem.pointer()));
        List<Problem> checked = new ArrayList<>(EnvironmentSchema.load().check(draft.root()));
        checked.addAll(CrossFieldRules.check(draft));
        // A value that could not even be read is not missing as well.
        checked.removeIf(problem -> reported.contains(problem.pointer()));
        problems.addAll(checked);
        problems.sort(Comparator.comparing(problem -> document.positionOf(problem.pointer())));
        return problems;
    }
}
