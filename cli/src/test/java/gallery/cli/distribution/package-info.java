/** Tests of what surrounds the CLI: the launcher script and the distribution. */
@NullMarked
package gallery.cli.distribution;

import org.jspecify.annotations.NullMarked;
