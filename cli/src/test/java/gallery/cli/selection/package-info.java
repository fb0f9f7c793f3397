@NullMarked
package gallery.cli.selection;

import org.jspecify.annotations.NullMarked;
