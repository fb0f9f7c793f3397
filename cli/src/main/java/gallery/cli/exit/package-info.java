/** How a command ends: the documented exit codes and the one exception that carries one of them. */
@NullMarked
package gallery.cli.exit;

import org.jspecify.annotations.NullMarked;
