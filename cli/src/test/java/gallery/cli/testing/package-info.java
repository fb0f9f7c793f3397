/** What the tests of several packages share: recordings of terraform, and a terraform that plays them. */
@NullMarked
package gallery.cli.testing;

import org.jspecify.annotations.NullMarked;
