@NullMarked
package gallery.stacks;

import org.jspecify.annotations.NullMarked;
