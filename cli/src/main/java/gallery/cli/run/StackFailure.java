package gallery.cli.run;

import gallery.cli.exit.ExitCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Why the work on a stack failed.
 *
 * @param exitCode the code a run ends with when all its failures share it
 * @param problems sentences for the user, at least one
 */
public record StackFailure(ExitCode exitCode, List<String> problems) {

    public StackFailure {
        problems = List.copyOf(problems);
    }

    /** The same failure as a consequence of the user's interrupt: Terraform reports every call it gave up as an error. */
    StackFailure afterInterrupt() {
        List<String> told = new ArrayList<>(
                List.of("interrupted; what was done is in the state, and the next run goes on from there"));
        told.addAll(problems);
        return new StackFailure(ExitCode.INTERRUPTED, told);
    }

    /** The first line of the first problem, for a table. */
    public String headline() {
        return problems.get(0).lines().findFirst().orElse("failed");
    }
}
