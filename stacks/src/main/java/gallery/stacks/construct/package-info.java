/** Shapes that several stacks share. Constructs know the core, never a feature. */
@NullMarked
package gallery.stacks.construct;

import org.jspecify.annotations.NullMarked;
