package gallery.cli.report;

import static gallery.cli.report.Results.done;
import static gallery.cli.report.Results.failed;
import static gallery.cli.report.Results.skipped;
import static org.assertj.core.api.Assertions.assertThat;

import gallery.cli.exit.ExitCode;
import gallery.cli.run.StackResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunExitTest {

    private static final StackResult<String> DONE = done("s3", "");
    private static final StackResult<String> SKIPPED = skipped("lambda", "s3 failed");
    private static final StackResult<String> FAILED = failed("a", ExitCode.STACK_FAILED, "no");
    private static final StackResult<String> REFUSED = failed("b", ExitCode.REFUSED, "no");

    @Test
    void isOkWhenNothingFailed() {
        assertThat(RunExit.of(List.of(DONE), false)).isEqualTo(ExitCode.OK);
        assertThat(RunExit.of(List.of(), false)).isEqualTo(ExitCode.OK);
    }

    @Test
    void isWhatAllFailuresAgreeOn() {
        assertThat(RunExit.of(List.of(DONE, FAILED, SKIPPED), false)).isEqualTo(ExitCode.STACK_FAILED);
        assertThat(RunExit.of(List.of(REFUSED, SKIPPED, REFUSED), false)).isEqualTo(ExitCode.REFUSED);
        assertThat(RunExit.of(List.of(REFUSED, FAILED), false)).isEqualTo(ExitCode.STACK_FAILED);
    }

    @Test
    void isInterruptedBeforeAnythingElse() {
        assertThat(RunExit.of(List.of(DONE), true)).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(RunExit.of(List.of(FAILED, REFUSED), true)).isEqualTo(ExitCode.INTERRUPTED);
    }
}
