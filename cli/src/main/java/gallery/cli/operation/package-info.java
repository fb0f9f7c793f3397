/** What the commands do, without any parsing: synthesize, plan, apply, destroy, output. */
@NullMarked
package gallery.cli.operation;

import org.jspecify.annotations.NullMarked;
