package gallery.cli.report;

import static gallery.cli.report.Results.applied;
import static gallery.cli.report.Results.done;
import static gallery.cli.report.Results.failed;
import static gallery.cli.report.Results.planned;
import static gallery.cli.report.Results.skipped;
import static org.assertj.core.api.Assertions.assertThat;

import gallery.cli.exit.ExitCode;
import gallery.cli.terraform.ResourceChange.Action;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Others read these documents: a change here needs a new format version. */
class JsonReportTest {

    @Test
    void ofAPlan() throws IOException {
        assertThat(JsonReport.plan(
                        "dev",
                        List.of(
                                done("s3", planned(List.of("a note"), Action.CREATE, Action.REPLACE, Action.FORGET)),
                                failed("cognito", ExitCode.REFUSED, "one\ntwo", "three")),
                        ExitCode.REFUSED))
                .isEqualToIgnoringNewLines(golden("plan.json"));
    }

    @Test
    void ofADestroy() throws IOException {
        assertThat(JsonReport.apply(
                        "destroy",
                        "local",
                        List.of(done("s3", applied(1, Action.DELETE)), skipped("cognito", "s3 failed")),
                        ExitCode.OK))
                .isEqualToIgnoringNewLines(golden("destroy.json"));
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = JsonReportTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
