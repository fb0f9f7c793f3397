package gallery.cli.report;

import static gallery.cli.report.Results.applied;
import static gallery.cli.report.Results.done;
import static gallery.cli.report.Results.failed;
import static gallery.cli.report.Results.skipped;
import static org.assertj.core.api.Assertions.assertThat;

import gallery.cli.console.Style;
import gallery.cli.console.Terminal;
import gallery.cli.exit.ExitCode;
import gallery.cli.operation.AppliedStack;
import gallery.cli.run.StackResult;
import gallery.cli.terraform.ResourceChange.Action;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplyReportTest {

    private static final List<StackResult<AppliedStack>> RESULTS = List.of(
            done("s3", applied(1, Action.UPDATE)),
            done("dynamodb", applied(0)),
            failed("byoc-gfpgan-ecr", ExitCode.STACK_FAILED, "Error: no\nmore of it", "and this"),
            skipped("byoc-gfpgan-codebuild", "byoc-gfpgan-ecr failed"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void saysWhatBecameOfEachStack() {
        assertThat(ApplyReport.table("Applied", RESULTS))
                .containsExactly(
                        "STACK                  RESULT     RESOURCES        TIME  NOTE",
                        "s3                     applied            1       3.2 s",
                        "dynamodb               unchanged          0       3.2 s",
                        "byoc-gfpgan-ecr        failed             -  1 min 05 s  failed: Error: no",
                        "byoc-gfpgan-codebuild  skipped            -       0.0 s  skipped: byoc-gfpgan-ecr failed",
                        "",
                        "Applied: 1 resource in 4 stacks; 1 failed, 1 skipped.");
        assertThat(ApplyReport.table("Destroyed", List.of(done("s3", applied(7, Action.DELETE)))))
                .contains("s3     destroyed          7  3.2 s")
                .endsWith("Destroyed: 7 resources in 1 stack.");
    }

    @Test
    void givesEveryProblemOfEachFailedStackWithItsLog() {
        FailureReport.print(terminal(), Style.PLAIN, RESULTS, stack -> Path.of("/logs", stack + ".log"));

        assertThat(err).hasToString("""

                byoc-gfpgan-ecr
                  Error: no
                  more of it
                  and this
                  log: /logs/byoc-gfpgan-ecr.log
                """);
        assertThat(out).hasToString("");
    }

    @Test
    void saysOneLineWhenAStackEnds() {
        ProgressLines<AppliedStack> plain =
                new ProgressLines<>(terminal(), Style.PLAIN, 10, applied -> applied.resources() + " applied");
        plain.started("s3");
        assertThat(err).hasToString("");
        RESULTS.forEach(plain::ended);

        assertThat(err).hasToString("""
                  s3          1 applied  3.2 s
                  dynamodb    0 applied  3.2 s
                  byoc-gfpgan-ecr  failed: Error: no  1 min 05 s
                  byoc-gfpgan-codebuild  skipped: byoc-gfpgan-ecr failed  0.0 s
                """);
    }

    @Test
    void coloursSuccessAndFailure() {
        ProgressLines<AppliedStack> coloured = new ProgressLines<>(terminal(), Style.ANSI, 2, applied -> "fine");
        coloured.ended(RESULTS.get(0));
        coloured.ended(RESULTS.get(3));

        assertThat(err).hasToString("""
                  s3  \u001b[32mfine\u001b[0m  \u001b[2m3.2 s\u001b[0m
                  byoc-gfpgan-codebuild  \u001b[31mskipped: byoc-gfpgan-ecr failed\u001b[0m  \u001b[2m0.0 s\u001b[0m
                """);
    }

    private Terminal terminal() {
        return new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new BufferedReader(Reader.nullReader()),
                false);
    }
}
