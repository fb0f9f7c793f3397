@NullMarked
package gallery.handlers.testing;

import org.jspecify.annotations.NullMarked;
