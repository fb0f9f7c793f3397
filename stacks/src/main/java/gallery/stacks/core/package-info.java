/** What every stack shares: names, ARNs, provider, backend and tags. */
@NullMarked
package gallery.stacks.core;

import org.jspecify.annotations.NullMarked;
