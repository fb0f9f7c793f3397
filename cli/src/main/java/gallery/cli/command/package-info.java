/** The picocli commands. They parse and delegate. */
@NullMarked
package gallery.cli.command;

import org.jspecify.annotations.NullMarked;
