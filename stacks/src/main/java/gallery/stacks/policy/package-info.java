/**
 * What every synthesized stack must meet. One policy a class, checked on the JSON that Terraform gets, so that no construct
 * can slip past.
 */
@NullMarked
package gallery.stacks.policy;

import org.jspecify.annotations.NullMarked;
