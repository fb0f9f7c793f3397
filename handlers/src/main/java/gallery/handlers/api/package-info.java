/**
 * The functions behind the REST API: ask for an upload, fetch the finished image, record an agreement.
 *
 * <p>A handler only joins its parts; services decide, {@link gallery.handlers.api.Api} turns whatever happens into an
 * answer with CORS headers and without details of ours.
 */
@NullMarked
package gallery.handlers.api;

import org.jspecify.annotations.NullMarked;
