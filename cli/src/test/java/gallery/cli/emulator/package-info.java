@NullMarked
package gallery.cli.emulator;

import org.jspecify.annotations.NullMarked;
