/** Who the visitors are. */
@NullMarked
package gallery.stacks.identity;

import org.jspecify.annotations.NullMarked;
