/**
 * Finds faces in pictures: by Amazon Rekognition, or by a detector of our own that needs no service, for local work.
 */
@NullMarked
package gallery.handlers.faces;

import org.jspecify.annotations.NullMarked;
