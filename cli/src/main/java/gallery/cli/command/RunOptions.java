package gallery.cli.command;

import gallery.cli.operation.RunSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that starts terraform takes. */
final class RunOptions {

    @Mixin
    EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    StackOptions selection = new StackOptions();

    @Mixin
    DisplayOptions display = new DisplayOptions();

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "How many stacks to work on at once (default: one per processor, at most 4).")
    @Nullable
    Integer parallelism;

    @Option(
            names = "--provider-mirror",
            paramLabel = "DIR",
            description = {
                "Take the AWS provider from this folder only, which 'terraform providers mirror' made.",
                "Without it: Terraform's own settings, a mirror below /opt, or the registry."
            })
    @Nullable
    Path providerMirror;

    @Option(
            names = "--lock-timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for the lock of a state (default: ${DEFAULT-VALUE}).")
    int lockTimeoutSeconds;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show Terraform's own lines, stack by stack.")
    boolean verbose;

    RunSettings settings() {
        return new RunSettings(
                environment.name,
                selection.stacks,
                selection.withDependencies,
                environment.directory(),
                Numbers.atLeast("--parallelism", 1, parallelism == null ? defaultParallelism() : parallelism),
                Optional.ofNullable(providerMirror),
                Duration.ofSeconds(Numbers.atLeast("--lock-timeout", 0, lockTimeoutSeconds)),
                verbose);
    }

    // Each stack costs a terraform and a provider process of some 700 MB together.
    private static int defaultParallelism() {
        return Math.min(4, Runtime.getRuntime().availableProcessors());
    }
}
