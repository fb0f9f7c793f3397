@NullMarked
package gallery.cli.graph;

import org.jspecify.annotations.NullMarked;
