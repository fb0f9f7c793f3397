package gallery.stacks;

import java.nio.file.Path;

/**
 * A stack as Terraform sees it.
 *
 * @param entry its place in the catalogue
 * @param directory absolute folder that holds {@code cdk.tf.json}
 */
public record SynthesizedStack(StackEntry entry, Path directory) {}
