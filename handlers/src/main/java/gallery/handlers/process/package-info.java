/**
 * The life of one image, shared by the HTTP functions and the pipeline: its id, its object keys, its status, and the tables
 * and the bucket that hold them. The only package that knows how DynamoDB items and S3 keys look.
 */
@NullMarked
package gallery.handlers.process;

import org.jspecify.annotations.NullMarked;
