@NullMarked
package gallery.environments;

import org.jspecify.annotations.NullMarked;
