package gallery.stacks.storage;

import com.hashicorp.cdktf.TerraformOutput;
import gallery.environments.ImagePrefix;
import gallery.environments.Images.Encryption;
import gallery.stacks.construct.EncryptionKey;
import gallery.stacks.construct.PrivateBucket;
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
            images.encryptedWith(EncryptionKey.named(names().imageKeyAlias(), "s3")
                    .describedAs("Encrypts " + names().imageBucket())
                    .create(this, "images")
                    .arn());
        }
        images.create(this, "images");
        TerraformOutput.Builder.create(this, "bucket_name")
                .value(names().imageBucket())
                .build();
        TerraformOutput.Builder.create(this, "bucket_arn")
                .value(arns().bucket(names().imageBucket()))
                .build();
    }
}
