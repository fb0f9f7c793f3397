package gallery.environments;

import java.util.List;
import java.util.Optional;

/** Where the Terraform state of each stack lives. */
public sealed interface Backend {

    /** One file a stack below the work directory of the CLI. */
    record Local() implements Backend {}

    /**
     * One object a stack in an S3 bucket, locked by Terraform's native lock file.
     *
     * @param keyPrefix precedes {@code <stack>.tfstate}; ends without a slash
     * @param kmsKey ARN of the key that encrypts the state; the bucket's default encryption without it
     */
    record S3(String bucket, String keyPrefix, String region, Optional<String> kmsKey) implements Backend {}

    /** One HCP Terraform (or Terraform Enterprise) workspace a stack, named {@code gallery-<env>-<stack>}. */
    record Cloud(String hostname, String organization, Optional<String> project, List<String> tags) implements Backend {
        public Cloud {
            tags = List.copyOf(tags);
        }
    }
}
