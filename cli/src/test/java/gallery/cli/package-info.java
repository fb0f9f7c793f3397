@NullMarked
package gallery.cli;

import org.jspecify.annotations.NullMarked;
