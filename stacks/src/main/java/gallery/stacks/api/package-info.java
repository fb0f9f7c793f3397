/** The REST API that the web client calls, and the functions behind it. */
@NullMarked
package gallery.stacks.api;

import org.jspecify.annotations.NullMarked;
