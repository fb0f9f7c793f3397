package gallery.stacks;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The folder that each run of jsii leaves in the temp folder: it deletes the files within at exit, but not itself.
 *
 * <p>The folder is recognised by the command line of our own child process, so that no other run's is touched.
 */
final class JsiiLeftovers {

    private static final String FOLDER_PREFIX = "jsii-java-runtime";

    private static final Set<Path> FOLDERS = ConcurrentHashMap.newKeySet();

    private JsiiLeftovers() {}

    /** Deletes the folder of the running jsii process, if there is one, when the JVM ends. */
    static void deleteAtExit() {
        ProcessHandle.current()
                .children()
                .flatMap(child -> child.info().arguments().stream().flatMap(Stream::of))
                .flatMap(JsiiLeftovers::folder)
                .filter(FOLDERS::add)
                .forEach(folder -> Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder))));
    }

    // jsii runs <temp>/jsii-java-runtime<digits>/bin/jsii-runtime.js.
    private static Stream<Path> folder(String argument) {
        if (!argument.contains(FOLDER_PREFIX)) {
            return Stream.empty();
        }
        try {
            return Stream.iterate(Path.of(argument), path -> path != null, Path::getParent)
                    .filter(path -> path.getFileName() != null
                            && path.getFileName().toString().startsWith(FOLDER_PREFIX));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }

    private static void delete(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            // Nothing is lost: the folder stays empty in the temp folder, as without us.
        }
    }
}
