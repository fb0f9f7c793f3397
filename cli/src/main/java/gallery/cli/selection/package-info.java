/** From --stack to the stacks that are meant. */
@NullMarked
package gallery.cli.selection;

import org.jspecify.annotations.NullMarked;
