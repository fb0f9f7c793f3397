@NullMarked
package gallery.handlers.faces;

import org.jspecify.annotations.NullMarked;
