/**
 * The functions behind the queues: cut the face out of a photograph, have FaceChain put it into a portrait, have GFPGAN
 * restore that, and show the result.
 *
 * <p>The arrival of each picture in the bucket is the event for the next function. A message may come twice, late or not in
 * order: services look at the image's status first, and every step is one conditional write.
 */
@NullMarked
package gallery.handlers.images;

import org.jspecify.annotations.NullMarked;
