/** How a model's source becomes an image: repositories, the build, what starts it and what waits for it. */
@NullMarked
package gallery.stacks.build;

import org.jspecify.annotations.NullMarked;
