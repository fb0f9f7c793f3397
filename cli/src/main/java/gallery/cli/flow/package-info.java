/** A command from its settings to its exit code: the operations and the reports of them, in order. */
@NullMarked
package gallery.cli.flow;

import org.jspecify.annotations.NullMarked;
