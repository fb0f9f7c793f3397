package gallery.stacks.storage;

import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.providers.aws.kms_alias.KmsAlias;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKey;
import gallery.environments.ImagePrefix;
import gallery.environments.Images.Encryption;
import gallery.stacks.construct.PolicyDocument;
import gallery.stacks.construct.PrivateBucket;
import gallery.stacks.construct.Statement;
import gallery.stacks.core.GalleryStack;
import gallery.stacks.core.StackContext;
import software.constructs.Construct;

/** The bucket of photographs, results and inference requests. */
public final class S3Stack extends GalleryStack {

    // Faces are personal data: what expires or is replaced shall be gone soon, yet a mistake can be undone for a week.
    private static final int NONCURRENT_DAYS = 7;

    public S3Stack(Construct scope, String name, StackContext context) {
        super(scope, name, context);
        PrivateBucket.Builder images = PrivateBucket.named(names().imageBucket())
                .corsFor(environment().api().allowedOrigins())
                .keepNoncurrentDays(NONCURRENT_DAYS)
                .eventNotifications();
        for (ImagePrefix prefix : ImagePrefix.values()) {
            environment().images().retentionOf(prefix).ifPresent(days -> images.expire(prefix.keyPrefix(), days));
        }
        if (environment().images().encryption() == Encryption.KMS) {
            images.encryptedWith(imageKey().getArn());
        }
        images.create(this, "images");
        TerraformOutput.Builder.create(this, "bucket_name")
                .value(names().imageBucket())
                .build();
        TerraformOutput.Builder.create(this, "bucket_arn")
                .value(arns().bucket(names().imageBucket()))
                .build();
    }

    private KmsKey imageKey() {
        KmsKey key = KmsKey.Builder.create(this, "key")
                .description("Encrypts " + names().imageBucket())
                .enableKeyRotation(true)
                .deletionWindowInDays(environment().isProtected() ? 30 : 7)
                .policy(keyPolicy().json())
                .tags(tags())
                .build();
        key.overrideLogicalId("images");
        KmsAlias.Builder.create(this, "key-alias")
                .name(names().imageKeyAlias())
                .targetKeyId(key.getKeyId())
                .build()
                .overrideLogicalId("images");
        return key;
    }

    /**
     * Roles are admitted by their own policies, but only for objects: whoever may use the key cannot decrypt anything with it
     * except through Amazon S3. In a key policy the resource {@code *} means the key itself.
     *
     * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html">elements of a key policy</a>
     * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service">kms:ViaService</a>
     */
    private PolicyDocument keyPolicy() {
        return PolicyDocument.of(
                Statement.allow("AdministerByTheAccount")
                        .awsPrincipals(arns().accountRoot())
                        .actions(
                                "kms:CancelKeyDeletion",
                                "kms:CreateAlias",
                                "kms:DeleteAlias",
                                "kms:DescribeKey",
                                "kms:DisableKey",
                                "kms:DisableKeyRotation",
                                "kms:EnableKey",
                                "kms:EnableKeyRotation",
                                "kms:GetKeyPolicy",
                                "kms:GetKeyRotationStatus",
                                "kms:ListGrants",
                                "kms:ListKeyPolicies",
                                "kms:ListKeyRotations",
                                "kms:ListResourceTags",
                                "kms:PutKeyPolicy",
                                "kms:RevokeGrant",
                                "kms:ScheduleKeyDeletion",
                                "kms:TagResource",
                                "kms:UntagResource",
                                "kms:UpdateAlias",
                                "kms:UpdateKeyDescription")
                        .on("*"),
                Statement.allow("UseThroughS3")
                        .awsPrincipals(arns().accountRoot())
                        .actions("kms:Decrypt", "kms:GenerateDataKey")
                        .on("*")
                        .when(
                                "StringEquals",
                                "kms:ViaService",
                                "s3." + environment().region() + ".amazonaws.com"));
    }
}
