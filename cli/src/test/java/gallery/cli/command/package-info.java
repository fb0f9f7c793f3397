@NullMarked
package gallery.cli.command;

import org.jspecify.annotations.NullMarked;
