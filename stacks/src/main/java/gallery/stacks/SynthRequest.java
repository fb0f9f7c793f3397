package gallery.stacks;

import gallery.environments.Environment;
import java.nio.file.Path;

/**
 * What to synthesize and from what.
 *
 * @param outputDirectory receives {@code manifest.json} and {@code stacks/<name>/cdk.tf.json}
 * @param stateDirectory holds the state files when the backend is local
 * @param containers the container sources
 * @param functions the Lambda jars
 */
public record SynthRequest(
        Environment environment, Path outputDirectory, Path stateDirectory, Path containers, Path functions) {

    public SynthRequest {
        outputDirectory = outputDirectory.toAbsolutePath().normalize();
        stateDirectory = stateDirectory.toAbsolutePath().normalize();
        containers = containers.toAbsolutePath().normalize();
        functions = functions.toAbsolutePath().normalize();
    }
}
