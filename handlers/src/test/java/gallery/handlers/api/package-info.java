@NullMarked
package gallery.handlers.api;

import org.jspecify.annotations.NullMarked;
