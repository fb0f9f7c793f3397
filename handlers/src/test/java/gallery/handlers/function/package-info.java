@NullMarked
package gallery.handlers.function;

import org.jspecify.annotations.NullMarked;
