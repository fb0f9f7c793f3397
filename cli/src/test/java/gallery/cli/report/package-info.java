@NullMarked
package gallery.cli.report;

import org.jspecify.annotations.NullMarked;
