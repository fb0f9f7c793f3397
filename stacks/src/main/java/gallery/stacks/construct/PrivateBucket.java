package gallery.stacks.construct;

import com.hashicorp.cdktf.providers.aws.s3_bucket.S3Bucket;
import com.hashicorp.cdktf.providers.aws.s3_bucket_cors_configuration.S3BucketCorsConfiguration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_cors_configuration.S3BucketCorsConfigurationCorsRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfiguration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleExpiration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleFilter;
import com.hashicorp.cdktf.providers.aws.s3_bucket_lifecycle_configuration.S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration;
import com.hashicorp.cdktf.providers.aws.s3_bucket_notification.S3BucketNotification;
import com.hashicorp.cdktf.providers.aws.s3_bucket_ownership_controls.S3BucketOwnershipControls;
import com.hashicorp.cdktf.providers.aws.s3_bucket_ownership_controls.S3BucketOwnershipControlsRule;
import com.hashicorp.cdktf.providers.aws.s3_bucket_policy.S3BucketPolicy;
import com.hashicorp.cdktf.providers.aws.s3_bucket_public_access_block.S3BucketPublicAccessBlock;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_server_side_encryption_configuration.S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_versioning.S3BucketVersioningA;
import com.hashicorp.cdktf.providers.aws.s3_bucket_versioning.S3BucketVersioningVersioningConfiguration;
import gallery.stacks.core.Arns;
import gallery.stacks.core.GalleryStack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.constructs.Construct;

/**
 * A bucket that nobody but its account reads: public access blocked, no ACLs, encrypted, versioned, TLS only.
 *
 * <p>Incomplete uploads and replaced versions expire. A protected environment keeps a bucket that still holds objects; any
 * other empties it on {@code destroy}.
 */
public final class PrivateBucket extends Construct {

    private static final int ABORT_UPLOADS_AFTER_DAYS = 7;

    private final S3Bucket bucket;

    private PrivateBucket(GalleryStack stack, String id, Builder settings) {
        super(stack, id);
        bucket = S3Bucket.Builder.create(this, "bucket")
                .bucket(settings.name)
                .forceDestroy(!stack.context().environment().isProtected())
                .tags(stack.tags())
                .build();
        bucket.overrideLogicalId(id);
        restrictAccess(id, settings, stack.context().arns());
        encrypt(id, settings);
        S3BucketVersioningA.Builder.create(this, "versioning")
                .bucket(bucket.getId())
                .versioningConfiguration(S3BucketVersioningVersioningConfiguration.builder()
                        .status("Enabled")
                        .build())
                .build()
                .overrideLogicalId(id);
        expireObjects(id, settings);
        if (!settings.corsOrigins.isEmpty()) {
            admitBrowsers(id, settings);
        }
        if (settings.eventNotifications) {
            S3BucketNotification.Builder.create(this, "notification")
                    .bucket(bucket.getId())
                    .eventbridge(true)
                    .build()
                    .overrideLogicalId(id);
        }
    }

    /** Begins a bucket of that name, encrypted with keys of Amazon S3 (SSE-S3) unless a key is given. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** The bucket itself, for references that must make Terraform wait until it exists. */
    public S3Bucket bucket() {
        return bucket;
    }

    // One after the other: S3 answers OperationAborted when these three calls of one bucket meet.
    private void restrictAccess(String id, Builder settings, Arns arns) {
        S3BucketPublicAccessBlock block = S3BucketPublicAccessBlock.Builder.create(this, "public-access")
                .bucket(bucket.getId())
                .blockPublicAcls(true)
                .blockPublicPolicy(true)
                .ignorePublicAcls(true)
                .restrictPublicBuckets(true)
                .build();
        block.overrideLogicalId(id);
        S3BucketOwnershipControls ownership = S3BucketOwnershipControls.Builder.create(this, "ownership")
                .bucket(bucket.getId())
                .rule(S3BucketOwnershipControlsRule.builder()
                        .objectOwnership("BucketOwnerEnforced")
                        .build())
                .dependsOn(List.of(block))
                .build();
        ownership.overrideLogicalId(id);
        S3BucketPolicy.Builder.create(this, "policy")
                .bucket(bucket.getId())
                .policy(policy(settings, arns).json())
                .dependsOn(List.of(ownership))
                .build()
                .overrideLogicalId(id);
    }

    private static PolicyDocument policy(Builder settings, Arns arns) {
        String bucket = arns.bucket(settings.name);
        String objects = arns.objects(settings.name, "*");
        List<Statement> statements = new ArrayList<>(settings.statements);
        statements.add(Statement.deny("RefusePlainHttp")
                .everyone()
                .actions("s3:*")
                .on(bucket, objects)
                .when("Bool", "aws:SecureTransport", "false"));
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-use-case-tls
        statements.add(Statement.deny("RefuseOldTls")
                .everyone()
                .actions("s3:*")
                .on(bucket, objects)
                .when("NumericLessThan", "s3:TlsVersion", "1.2"));
        return new PolicyDocument(statements);
    }

    private void encrypt(String id, Builder settings) {
        var algorithm = S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA.builder()
                .sseAlgorithm(settings.keyArn.isPresent() ? "aws:kms" : "AES256");
        settings.keyArn.ifPresent(algorithm::kmsMasterKeyId);
        var rule = S3BucketServerSideEncryptionConfigurationRuleA.builder()
                .applyServerSideEncryptionByDefault(algorithm.build());
        if (settings.keyArn.isPresent()) {
            // One data key serves many objects; without it every object is a paid call to KMS.
            rule.bucketKeyEnabled(true);
        }
        S3BucketServerSideEncryptionConfigurationA.Builder.create(this, "encryption")
                .bucket(bucket.getId())
                .rule(List.of(rule.build()))
                .build()
                .overrideLogicalId(id);
    }

    // S3 takes rules for noncurrent versions whether or not versioning is on yet, so this need not wait for it; the
    // provider
    // takes a minute to confirm these rules and is better started early.
    private void expireObjects(String id, Builder settings) {
        List<S3BucketLifecycleConfigurationRule> rules = new ArrayList<>();
        rules.add(S3BucketLifecycleConfigurationRule.builder()
                .id("leftovers")
                .status("Enabled")
                .filter(below(""))
                .abortIncompleteMultipartUpload(
                        S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload.builder()
                                .daysAfterInitiation(ABORT_UPLOADS_AFTER_DAYS)
                                .build())
                .noncurrentVersionExpiration(S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration.builder()
                        .noncurrentDays(settings.noncurrentDays)
                        .build())
                .expiration(S3BucketLifecycleConfigurationRuleExpiration.builder()
                        .expiredObjectDeleteMarker(true)
                        .build())
                .build());
        settings.retentionDays.forEach((prefix, days) -> rules.add(S3BucketLifecycleConfigurationRule.builder()
                .id("expire " + prefix)
                .status("Enabled")
                .filter(below(prefix))
                .expiration(S3BucketLifecycleConfigurationRuleExpiration.builder()
                        .days(days)
                        .build())
                .build()));
        S3BucketLifecycleConfiguration.Builder.create(this, "lifecycle")
                .bucket(bucket.getId())
                .rule(rules)
                .build()
                .overrideLogicalId(id);
    }

    private static S3BucketLifecycleConfigurationRuleFilter below(String prefix) {
        return S3BucketLifecycleConfigurationRuleFilter.builder().prefix(prefix).build();
    }

    private void admitBrowsers(String id, Builder settings) {
        S3BucketCorsConfiguration.Builder.create(this, "cors")
                .bucket(bucket.getId())
                .corsRule(List.of(S3BucketCorsConfigurationCorsRule.builder()
                        .id("web-client")
                        .allowedOrigins(settings.corsOrigins)
                        .allowedMethods(List.of("GET", "HEAD", "PUT"))
                        .allowedHeaders(List.of("*"))
                        .exposeHeaders(List.of("ETag"))
                        .maxAgeSeconds(3600)
                        .build()))
                .build()
                .overrideLogicalId(id);
    }

    /** What distinguishes one private bucket from another. */
    public static final class Builder {

        private final String name;
        private Optional<String> keyArn = Optional.empty();
        private final Map<String, Integer> retentionDays = new LinkedHashMap<>();
        private final List<String> corsOrigins = new ArrayList<>();
        private final List<Statement> statements = new ArrayList<>();
        private boolean eventNotifications;
        private int noncurrentDays = 30;

        private Builder(String name) {
            this.name = name;
        }

        /** Encrypts with this KMS key (SSE-KMS), bucket key on. */
        public Builder encryptedWith(String kmsKeyArn) {
            keyArn = Optional.of(kmsKeyArn);
            return this;
        }

        /** Expires objects below {@code prefix} after that many days; the empty prefix means all objects. */
        public Builder expire(String prefix, int days) {
            retentionDays.put(prefix, days);
            return this;
        }

        /** Deletes a replaced or expired version after that many days instead of 30. */
        public Builder keepNoncurrentDays(int days) {
            noncurrentDays = days;
            return this;
        }

        /** Lets browsers of these origins use presigned requests for reading and uploading. */
        public Builder corsFor(List<String> origins) {
            corsOrigins.addAll(origins);
            return this;
        }

        /** Sends the bucket's events to the account's default EventBridge bus. */
        public Builder eventNotifications() {
            eventNotifications = true;
            return this;
        }

        /** Adds a statement to the bucket policy, beside those that refuse plain HTTP. */
        public Builder allowing(Statement statement) {
            statements.add(statement);
            return this;
        }

        /** Creates the bucket; {@code id} is its name within Terraform, as in {@code aws_s3_bucket.<id>}. */
        public PrivateBucket create(GalleryStack stack, String id) {
            return new PrivateBucket(stack, id, this);
        }
    }
}
