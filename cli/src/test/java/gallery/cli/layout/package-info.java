@NullMarked
package gallery.cli.layout;

import org.jspecify.annotations.NullMarked;
