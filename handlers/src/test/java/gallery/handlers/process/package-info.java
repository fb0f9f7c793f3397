@NullMarked
package gallery.handlers.process;

import org.jspecify.annotations.NullMarked;
