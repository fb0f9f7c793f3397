package gallery.handlers.images;

import gallery.handlers.process.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The image bucket in Amazon S3. Needs {@code s3:GetObject} and {@code s3:PutObject} below the prefixes in use. */
final class S3Pictures implements Pictures {

    private final S3Client s3;
    private final String bucket;

    S3Pictures(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public Optional<byte[]> read(String key, long maxBytes) throws UnusablePhotoException {
        try (ResponseInputStream<GetObjectResponse> in =
                s3.getObject(get -> get.bucket(bucket).key(key))) {
            if (in.response().contentLength() > maxBytes) {
                // Closing would read it to its end first.
                in.abort();
                throw new UnusablePhotoException(Failure.PHOTO_TOO_LARGE);
            }
            return Optional.of(in.readAllBytes());
        } catch (S3Exception e) {
            return ifMissing(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(String key, String contentType, byte[] bytes) {
        s3.putObject(put -> put.bucket(bucket).key(key).contentType(contentType), RequestBody.fromBytes(bytes));
    }

    @Override
    public boolean exists(String key) {
        try {
            s3.headObject(head -> head.bucket(bucket).key(key));
            return true;
        } catch (S3Exception e) {
            ifMissing(e);
            return false;
        }
    }

    @Override
    public void copy(String from, String to) {
        s3.copyObject(copy -> copy.sourceBucket(bucket)
                .sourceKey(from)
                .destinationBucket(bucket)
                .destinationKey(to));
    }

    /**
     * Nothing, when the answer means that there is no such object.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">GetObject, permissions</a>: whoever
     *     may not list the bucket gets 403 for a missing object
     */
    private static <T> Optional<T> ifMissing(S3Exception e) {
        if (e.statusCode() == 404 || e.statusCode() == 403) {
            return Optional.empty();
        }
        throw e;
    }
}
