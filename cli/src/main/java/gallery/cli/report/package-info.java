/** What the user sees: progress, tables, problems, log files and JSON. */
@NullMarked
package gallery.cli.report;

import org.jspecify.annotations.NullMarked;
