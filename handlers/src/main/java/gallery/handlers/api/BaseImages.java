package gallery.handlers.api;

import gallery.handlers.process.Choice;
import java.util.stream.Stream;

/** The portraits on offer. */
@FunctionalInterface
interface BaseImages {

    /** All portraits of a choice, fetched page by page while they are read. */
    Stream<BaseImage> of(Choice choice);
}
