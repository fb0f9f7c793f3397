package gallery.stacks.policy;

import java.util.List;
import java.util.stream.Stream;

/** No bucket can become public. */
final class BlockedPublicAccess implements Policy {

    private static final List<String> SETTINGS =
            List.of("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets");

    @Override
    public String id() {
        return "blocked-public-access";
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
                        .resources("aws_s3_bucket_public_access_block")
                        .noneMatch(block -> block.refersTo(bucket, "bucket")
                                && SETTINGS.stream().allMatch(block::isTrue)))
                .map(bucket -> bucket.finding("does not block public access by all of " + String.join(", ", SETTINGS)));
    }
}
