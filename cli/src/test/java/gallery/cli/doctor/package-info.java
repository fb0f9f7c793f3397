@NullMarked
package gallery.cli.doctor;

import org.jspecify.annotations.NullMarked;
