/** Where the CLI finds its inputs and keeps what it makes. */
@NullMarked
package gallery.cli.layout;

import org.jspecify.annotations.NullMarked;
