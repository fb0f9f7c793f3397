package gallery.cli.operation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the user asked for, whichever command it is.
 *
 * @param environment the environment's name
 * @param stacks names, groups and globs; empty for all
 * @param withDependencies whether the stacks that the selected ones run after are meant as well
 * @param environments the folder of the environment files, when it is not the installation's
 * @param parallelism how many stacks are worked on at once
 * @param providerMirror the only folder to take the AWS provider from
 * @param lockTimeout how long to wait for the lock of a state
 * @param verbose whether Terraform's own lines are shown
 */
public record RunSettings(
        String environment,
        List<String> stacks,
        boolean withDependencies,
        Optional<Path> environments,
        int parallelism,
        Optional<Path> providerMirror,
        Duration lockTimeout,
        boolean verbose) {

    public RunSettings {
        stacks = List.copyOf(stacks);
    }

    /** Settings for a command that starts no terraform. */
    public static RunSettings of(String environment, Optional<Path> environments) {
        return new RunSettings(environment, List.of(), false, environments, 1, Optional.empty(), Duration.ZERO, false);
    }

    public RunSettings withProviderMirror(Optional<Path> mirror) {
        return new RunSettings(
                environment, stacks, withDependencies, environments, parallelism, mirror, lockTimeout, verbose);
    }
}
