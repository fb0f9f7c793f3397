package gallery.stacks.core;

import gallery.environments.Environment;
import java.nio.file.Path;

/**
 * What a stack is built from.
 *
 * @param stateDirectory absolute folder of the state files when the backend is local
 * @param containers absolute folder of the container sources
 * @param functions absolute folder of the Lambda jars
 */
public record StackContext(Environment environment, Path stateDirectory, Path containers, Path functions) {

    /** The state file of a stack when the backend is local. */
    public Path stateFile(String stack) {
        return stateDirectory.resolve(stack + ".tfstate");
    }

    public Names names() {
        return new Names(environment);
    }

    public Arns arns() {
        return new Arns(environment);
    }
}
