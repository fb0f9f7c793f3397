@NullMarked
package gallery.cli.console;

import org.jspecify.annotations.NullMarked;
