/** Reads JSON that others sent: HTTP bodies and events. */
@NullMarked
package gallery.handlers.json;

import org.jspecify.annotations.NullMarked;
