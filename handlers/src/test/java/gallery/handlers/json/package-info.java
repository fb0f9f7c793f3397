@NullMarked
package gallery.handlers.json;

import org.jspecify.annotations.NullMarked;
