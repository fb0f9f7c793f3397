package gallery.cli.layout;

import java.nio.file.Path;

/**
 * The folders that the CLI was started with.
 *
 * @param home holds {@code environments/} and {@code containers/}
 * @param functions holds the Lambda jars
 * @param work receives everything the CLI makes
 */
public record Installation(Path home, Path functions, Path work) {

    public Installation {
        home = home.toAbsolutePath().normalize();
        functions = functions.toAbsolutePath().normalize();
        work = work.toAbsolutePath().normalize();
    }

    public Path environments() {
        return home.resolve("environments");
    }

    public Path containers() {
        return home.resolve("containers");
    }

    /** The work folders of one environment. */
    public WorkFolders workFolders(String environment) {
        return new WorkFolders(work.resolve(environment));
    }
}
