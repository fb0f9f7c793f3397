@NullMarked
package gallery.handlers;

import org.jspecify.annotations.NullMarked;
