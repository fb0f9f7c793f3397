/** A typed wrapper of the terraform command line. */
@NullMarked
package gallery.cli.terraform;

import org.jspecify.annotations.NullMarked;
