package gallery.cli.testing;

import gallery.environments.Environment;
import gallery.environments.EnvironmentDirectory;
import java.nio.file.Path;

/** The environments that come with the project. */
public final class Environments {

    private Environments() {}

    /** Where their files are. */
    public static Path directory() {
        return root().resolve("environments");
    }

    public static Environment load(String name) {
        return new EnvironmentDirectory(directory()).load(name);
    }

    /** The checkout. */
    public static Path root() {
        return Path.of(System.getProperty("gallery.root"));
    }
}
