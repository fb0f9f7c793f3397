package gallery.stacks.construct;

import com.hashicorp.cdktf.providers.aws.kms_alias.KmsAlias;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKey;
import gallery.stacks.core.Arns;
import gallery.stacks.core.GalleryStack;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/**
 * A KMS key of our own, rotated every year, under an alias.
 *
 * <p>The account administers it, but nobody uses it except through the one AWS service whose data it encrypts.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service">kms:ViaService</a>
 */
public final class EncryptionKey extends Construct {

    private static final int LONGEST_WAIT_DAYS = 30;
    private static final int SHORTEST_WAIT_DAYS = 7;

    private final KmsKey key;

    private EncryptionKey(GalleryStack stack, String id, Builder settings) {
        super(stack, id + "-key");
        key = KmsKey.Builder.create(this, "key")
                .description(settings.description)
                .enableKeyRotation(true)
                .deletionWindowInDays(
                        stack.context().environment().isProtected() ? LONGEST_WAIT_DAYS : SHORTEST_WAIT_DAYS)
                .policy(policy(stack, settings).json())
                .tags(stack.tags())
                .build();
        key.overrideLogicalId(id);
        KmsAlias.Builder.create(this, "alias")
                .name(settings.alias)
                .targetKeyId(key.getKeyId())
                .build()
                .overrideLogicalId(id);
    }

    /**
     * Begins a key.
     *
     * @param alias with {@code alias/} before it
     * @param service the one through which the key is used, such as {@code sns}
     */
    public static Builder named(String alias, String service) {
        return new Builder(alias, service);
    }

    /** The key's generated ARN, as a reference. */
    public String arn() {
        return key.getArn();
    }

    // In a key policy the resource * means the key itself:
    // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
    private static PolicyDocument policy(GalleryStack stack, Builder settings) {
        Arns arns = stack.context().arns();
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.allow("AdministerByTheAccount")
                .awsPrincipals(arns.accountRoot())
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
                .on("*"));
        statements.add(Statement.allow("UseThroughTheService")
                .awsPrincipals(arns.accountRoot())
                .actions("kms:Decrypt", "kms:GenerateDataKey")
                .on("*")
                .when(
                        "StringEquals",
                        "kms:ViaService",
                        settings.service + "." + stack.context().environment().region() + ".amazonaws.com"));
        statements.addAll(settings.statements);
        return new PolicyDocument(statements);
    }

    /** Collects who uses a key. */
    public static final class Builder {

        private final String alias;
        private final String service;
        private final List<Statement> statements = new ArrayList<>();
        private String description = "";

        private Builder(String alias, String service) {
            this.alias = alias;
            this.service = service;
        }

        public Builder describedAs(String text) {
            description = text;
            return this;
        }

        /** Lets an AWS service use the key by itself, on nobody's behalf. */
        public Builder allowing(Statement statement) {
            statements.add(statement);
            return this;
        }

        /** Creates the key; {@code id} is its name within Terraform. */
        public EncryptionKey create(GalleryStack stack, String id) {
            return new EncryptionKey(stack, id, this);
        }
    }
}
