/** The local emulator: moto's server, run in the background as a local AWS. Knows nothing of the command line. */
@NullMarked
package gallery.cli.emulator;

import org.jspecify.annotations.NullMarked;
