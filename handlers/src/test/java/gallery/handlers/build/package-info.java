@NullMarked
package gallery.handlers.build;

import org.jspecify.annotations.NullMarked;
