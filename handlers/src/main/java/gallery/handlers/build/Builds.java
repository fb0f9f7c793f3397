package gallery.handlers.build;

import java.util.Optional;
import java.util.stream.Stream;

/** The builds of one CodeBuild project. */
interface Builds {

    /** The build of that id; empty when the project has none. */
    Optional<Build> find(String id);

    /** All builds, the newest first, fetched page by page while they are read. */
    Stream<Build> newestFirst();
}
