/** Starting child processes so that neither an interrupt nor a crash of the CLI costs them their work. */
@NullMarked
package gallery.cli.process;

import org.jspecify.annotations.NullMarked;
