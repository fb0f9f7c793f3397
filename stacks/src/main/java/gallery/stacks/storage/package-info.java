/** Where photographs and records live. */
@NullMarked
package gallery.stacks.storage;

import org.jspecify.annotations.NullMarked;
