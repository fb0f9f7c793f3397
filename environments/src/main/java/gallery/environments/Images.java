package gallery.environments;

import java.util.Map;
import java.util.OptionalInt;

/**
 * Settings of the image bucket.
 *
 * @param retentionDays days after which objects below a prefix expire; a prefix that is absent keeps its objects
 * @param maxUploadBytes the largest photograph that is accepted
 * @param maxPixels the largest width × height that is decoded
 */
public record Images(
        Encryption encryption, Map<ImagePrefix, Integer> retentionDays, long maxUploadBytes, long maxPixels) {

    public Images {
        retentionDays = Map.copyOf(retentionDays);
    }

    /** Days after which objects below {@code prefix} expire, empty when they are kept. */
    public OptionalInt retentionOf(ImagePrefix prefix) {
        Integer days = retentionDays.get(prefix);
        return days == null ? OptionalInt.empty() : OptionalInt.of(days);
    }

    /** Server-side encryption of the image bucket. */
    public enum Encryption {
        /** SSE-S3, keys managed by Amazon S3. */
        S3,
        /** SSE-KMS with a customer managed key that the s3 stack owns. */
        KMS
    }
}
