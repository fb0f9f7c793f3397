/**
 * The functions that build a model's container image while Terraform applies: one starts the CodeBuild build of an image
 * tag, one waits for it.
 *
 * <p>A handler only reads its event and its variables; the services beside it decide, and reach AWS through {@link
 * gallery.handlers.build.Builds} and {@link gallery.handlers.build.Images} alone.
 */
@NullMarked
package gallery.handlers.build;

import org.jspecify.annotations.NullMarked;
