package gallery.stacks.policy;

import java.util.stream.Stream;

/** Every bucket says how it encrypts. */
final class EncryptedBuckets implements Policy {

    @Override
    public String id() {
        return "encrypted-buckets";
    }

    @Override
    public String reason() {
        return "The buckets hold photographs of people.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        return deployment
                .resources("aws_s3_bucket")
                .filter(bucket -> deployment
                        .resources("aws_s3_bucket_server_side_encryption_configuration")
                        .noneMatch(encryption -> encryption.refersTo(bucket, "bucket")
                                && !encryption
                                        .block("rule")
                                        .path("apply_server_side_encryption_by_default")
                                        .path("sse_algorithm")
                                        .asText()
                                        .isEmpty()))
                .map(bucket -> bucket.finding("has no default encryption"));
    }
}
