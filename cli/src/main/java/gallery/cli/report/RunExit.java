package gallery.cli.report;

import gallery.cli.exit.ExitCode;
import gallery.cli.run.Outcome;
import gallery.cli.run.StackResult;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The exit code of a run over many stacks. */
public final class RunExit {

    private RunExit() {}

    /** Interrupted, else what all failures agree on, else that a stack failed, else done. */
    public static ExitCode of(List<? extends StackResult<?>> results, boolean interrupted) {
        if (interrupted) {
            return ExitCode.INTERRUPTED;
        }
        Set<ExitCode> codes = results.stream()
                .map(StackResult::outcome)
                .filter(Outcome.Failed.class::isInstance)
                .map(outcome -> ((Outcome.Failed<?>) outcome).failure().exitCode())
                .collect(Collectors.toSet());
        return switch (codes.size()) {
            case 0 -> ExitCode.OK;
            case 1 -> codes.iterator().next();
            default -> ExitCode.STACK_FAILED;
        };
    }
}
