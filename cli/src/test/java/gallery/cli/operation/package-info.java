@NullMarked
package gallery.cli.operation;

import org.jspecify.annotations.NullMarked;
