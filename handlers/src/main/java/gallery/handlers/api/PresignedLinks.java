package gallery.handlers.api;

import gallery.handlers.process.ImageId;
import gallery.handlers.process.ImageKind;
import java.time.Duration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Presigned S3 requests, made without asking S3. They are good as long as the function may do the same itself: {@code
 * s3:PutObject} on uploads, {@code s3:GetObject} on results.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html">presigned URLs</a>
 */
final class PresignedLinks implements Links {

    static final Duration UPLOAD = Duration.ofMinutes(5);

    /** Long enough to look at a picture and to save it. */
    static final Duration DOWNLOAD = Duration.ofMinutes(15);

    private final S3Presigner presigner;
    private final String bucket;

    PresignedLinks(S3Presigner presigner, String bucket) {
        this.presigner = presigner;
        this.bucket = bucket;
    }

    @Override
    public String upload(ImageId id) {
        return presigner
                .presignPutObject(presign -> presign.signatureDuration(UPLOAD)
                        .putObjectRequest(put -> put.bucket(bucket)
                                .key(ImageKind.FACE_IMAGE.key(id))
                                .contentType("image/jpeg")))
                .url()
                .toString();
    }

    @Override
    public String download(String key) {
        return presigner
                .presignGetObject(presign -> presign.signatureDuration(DOWNLOAD)
                        .getObjectRequest(get -> get.bucket(bucket).key(key)))
                .url()
                .toString();
    }
}
