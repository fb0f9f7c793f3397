/** How a model is served: the SageMaker endpoint, its scaling and its alarms. */
@NullMarked
package gallery.stacks.inference;

import org.jspecify.annotations.NullMarked;
