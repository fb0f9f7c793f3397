package gallery.stacks.construct;

import gallery.environments.ImagePrefix;
import gallery.environments.Images.Encryption;
import gallery.stacks.core.Arns;
import gallery.stacks.core.Names;
import gallery.stacks.core.StackContext;
import java.util.List;

/** What a role may do with the image bucket, prefix by prefix. */
public final class ImageBucketAccess {

    private final Names names;
    private final Arns arns;
    private final Encryption encryption;

    public ImageBucketAccess(StackContext context) {
        names = context.names();
        arns = context.arns();
        encryption = context.environment().images().encryption();
    }

    /** Reads objects below the prefixes; {@code sid} says what for. */
    public Statement read(String sid, List<ImagePrefix> prefixes) {
        return Statement.allow(sid).actions("s3:GetObject").on(objects(prefixes));
    }

    /** Writes objects below the prefixes; {@code sid} says what for. */
    public Statement write(String sid, List<ImagePrefix> prefixes) {
        return Statement.allow(sid).actions("s3:PutObject").on(objects(prefixes));
    }

    /**
     * Uses the bucket's key where it has one.
     *
     * @param actions {@code kms:Decrypt} to read, {@code kms:GenerateDataKey} to write
     */
    public List<Statement> key(String... actions) {
        if (encryption != Encryption.KMS) {
            return List.of();
        }
        // The key's id is generated in another stack; its alias is not.
        return List.of(Statement.allow("UseImageKey")
                .actions(actions)
                .on(arns.of("kms", "key/*"))
                .when("ForAnyValue:StringEquals", "kms:ResourceAliases", names.imageKeyAlias()));
    }

    /** The ARN patterns of everything below the prefixes. */
    public String[] objects(List<ImagePrefix> prefixes) {
        return prefixes.stream()
                .map(prefix -> arns.objects(names.imageBucket(), prefix.keyPrefix() + "*"))
                .toArray(String[]::new);
    }
}
