@NullMarked
package gallery.cli.run;

import org.jspecify.annotations.NullMarked;
