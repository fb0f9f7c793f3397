/** What every function needs whatever it does: settings, log lines, metrics, and how AWS is called. */
@NullMarked
package gallery.handlers.function;

import org.jspecify.annotations.NullMarked;
