@NullMarked
package gallery.cli.process;

import org.jspecify.annotations.NullMarked;
