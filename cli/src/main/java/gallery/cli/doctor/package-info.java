/** Checks of the machine and of an environment, each with its remedy. */
@NullMarked
package gallery.cli.doctor;

import org.jspecify.annotations.NullMarked;
