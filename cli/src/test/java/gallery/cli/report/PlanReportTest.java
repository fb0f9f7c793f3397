package gallery.cli.report;

import static gallery.cli.report.Results.done;
import static gallery.cli.report.Results.failed;
import static gallery.cli.report.Results.outputsAlone;
import static gallery.cli.report.Results.planned;
import static gallery.cli.report.Results.skipped;
import static org.assertj.core.api.Assertions.assertThat;

import gallery.cli.exit.ExitCode;
import gallery.cli.operation.PlannedStack;
import gallery.cli.run.StackResult;
import gallery.cli.terraform.ResourceChange.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanReportTest {

    private static final PlannedStack EVERYTHING = planned(List.of(), Action.values());
    private static final PlannedStack NOTHING = planned(List.of());

    @Test
    void showsOneLineAStack() {
        List<StackResult<PlannedStack>> results = List.of(
                done("s3", planned(List.of("one note", "another"), Action.CREATE, Action.CREATE, Action.REPLACE)),
                done("dynamodb", NOTHING),
                failed("byoc-gfpgan-ecr", ExitCode.STACK_FAILED, "Error: no\nmore of it"),
                skipped("byoc-gfpgan-codebuild", "interrupted before it started"));

        assertThat(PlanReport.table(results))
                .containsExactly(
                        "STACK                  ADD  CHANGE  REPLACE  DESTROY        TIME  NOTE",
                        "s3                       2       0        1        0       3.2 s  one note; another",
                        "dynamodb                 0       0        0        0       3.2 s",
                        "byoc-gfpgan-ecr          -       -        -        -  1 min 05 s  failed: Error: no",
                        "byoc-gfpgan-codebuild    -       -        -        -       0.0 s  skipped: interrupted before it started",
                        "",
                        "Plan: 2 to add, 1 to replace in 2 stacks; 1 failed, 1 skipped.");
    }

    @Test
    void countsEachKindOfChangeInItsColumn() {
        assertThat(PlanReport.table(List.of(done("s3", EVERYTHING))))
                .as("created and imported; updated; replaced; deleted, not forgotten")
                .contains("s3       2       1        1        1  3.2 s")
                .endsWith("Plan: 2 to add, 1 to change, 1 to replace, 1 to destroy in 1 stack.");
    }

    @Test
    void tellsNoChangesFromThoseThatNoColumnCounts() {
        assertThat(PlanReport.table(List.of(done("s3", NOTHING)))).endsWith("Plan: no changes in 1 stack.");
        assertThat(PlanReport.table(List.of(done("s3", outputsAlone()), done("dynamodb", NOTHING))))
                .endsWith("Plan: no resource changes in 2 stacks.");
        assertThat(PlanReport.table(List.of(skipped("s3", "interrupted")))).endsWith("No plan; 1 skipped.");
    }

    @Test
    void saysInAFewWordsWhatAPlanHolds() {
        assertThat(PlanReport.headline(planned(List.of(), Action.UPDATE))).isEqualTo("1 to change");
        assertThat(PlanReport.headline(NOTHING)).isEqualTo("no changes");
        assertThat(PlanReport.headline(planned(List.of("nothing to destroy"))))
                .isEqualTo("no changes (nothing to destroy)");
        assertThat(PlanReport.headline(outputsAlone())).isEqualTo("no resource changes (outputs change)");
    }

    @Test
    void listsEveryChange() {
        assertThat(PlanReport.changes(List.of(
                        done("s3", planned(List.of(), Action.CREATE, Action.REPLACE)),
                        done("dynamodb", NOTHING),
                        failed("cognito", ExitCode.STACK_FAILED, "no"),
                        done("byoc-gfpgan-ecr", outputsAlone()))))
                .containsExactly(
                        "s3", "  + aws_s3_bucket.b0", "  ± aws_s3_bucket.b1", "byoc-gfpgan-ecr", "  ~ 2 outputs");
    }

    @Test
    void shortensLongReasons() {
        String reason = "x".repeat(150);
        List<String> lines = PlanReport.table(List.of(failed("s3", ExitCode.STACK_FAILED, reason)));

        assertThat(lines.get(1)).endsWith("  failed: " + "x".repeat(99) + "…");
    }
}
