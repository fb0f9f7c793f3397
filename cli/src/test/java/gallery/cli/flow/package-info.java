@NullMarked
package gallery.cli.flow;

import org.jspecify.annotations.NullMarked;
