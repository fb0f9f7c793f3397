/** The terminal: where results and messages go, and how text is laid out on it. */
@NullMarked
package gallery.cli.console;

import org.jspecify.annotations.NullMarked;
