package gallery.cli.layout;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the CLI keeps of one environment.
 *
 * @param root {@code <work>/<environment>}
 */
public record WorkFolders(Path root) {

    /** The synthesized configuration; may be deleted at any time. */
    public Path synth() {
        return root.resolve("synth");
    }

    /** The state files of a local backend; the only folder here that cannot be made again. */
    public Path state() {
        return root.resolve("state");
    }

    /** The plans of the current run; they can hold secrets, so only the owner may read them. */
    public Path plans() {
        return root.resolve("plans");
    }

    /** One readable log a stack. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** Terraform's output of the current run as it wrote it. */
    public Path output() {
        return root.resolve("output");
    }

    public Path logOf(String stack) {
        return logs().resolve(stack + ".log");
    }

    public Path planOf(String stack) {
        return plans().resolve(stack + ".tfplan");
    }

    public Path stateOf(String stack) {
        return state().resolve(stack + ".tfstate");
    }

    /** Makes the folders that a run needs, readable by their owner alone. */
    public void create() {
        for (Path folder : new Path[] {synth(), state(), plans(), logs(), output()}) {
            createPrivate(folder);
        }
    }

    /** Removes plans that an earlier run could not: they can hold secrets. */
    public void discardPlans() {
        try (Stream<Path> files = Files.list(plans())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.UNAVAILABLE,
                    "cannot remove the plans of an earlier run in " + plans() + " (" + FileFailure.reason(e) + ")",
                    e);
        }
    }

    private static void createPrivate(Path folder) {
        try {
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                throw unwritable(folder, "permission denied");
            }
            PrivateFiles.restrict(folder);
        } catch (IOException e) {
            throw unwritable(folder, FileFailure.reason(e));
        }
    }

    private static CliException unwritable(Path folder, String reason) {
        return new CliException(
                ExitCode.UNAVAILABLE,
                "cannot write to " + folder + " (" + reason
                        + "): make it writable or name another work directory in GALLERY_WORK_DIR");
    }
}
