@NullMarked
package gallery.handlers.images;

import org.jspecify.annotations.NullMarked;
