@NullMarked
package gallery.cli.terraform;

import org.jspecify.annotations.NullMarked;
