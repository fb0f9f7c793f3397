/** Running many stacks: what may start now, the threads that start it, and what became of each stack. */
@NullMarked
package gallery.cli.run;

import org.jspecify.annotations.NullMarked;
