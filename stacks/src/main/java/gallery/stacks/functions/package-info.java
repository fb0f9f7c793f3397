/** The functions that carry a photograph from upload to result, each fed by a queue. */
@NullMarked
package gallery.stacks.functions;

import org.jspecify.annotations.NullMarked;
