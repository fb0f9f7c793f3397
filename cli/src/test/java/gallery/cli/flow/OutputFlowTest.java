package gallery.cli.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gallery.cli.console.Style;
import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.cli.testing.FakeTerraform.Answer;
import gallery.cli.testing.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFlowTest {

    @TempDir
    Path temp;

    private Workbench workbench;

    @BeforeEach
    void makeWorkbench() throws IOException {
        workbench = new Workbench(temp).withApplied("s3");
    }

    @Test
    void hidesSensitiveValuesInText() {
        assertThat(flow(false, "s3", "dynamodb").all()).isEqualTo(ExitCode.OK);

        assertThat(workbench.out()).isEqualTo("""
                s3
                  bucket_name = one
                  password = (sensitive)
                  tags = {"a":1,"b":["x"]}
                dynamodb: no outputs
                """);
        assertThat(workbench.err()).isEmpty();
    }

    @Test
    void givesAllValuesAsJson() throws IOException {
        assertThat(flow(true, "s3", "dynamodb").all()).isEqualTo(ExitCode.OK);

        JsonNode document = new ObjectMapper().readTree(workbench.out());
        assertThat(document.path("s3").path("password").asText()).isEqualTo("s3cret");
        assertThat(document.path("s3").path("tags").path("a").asInt()).isEqualTo(1);
        assertThat(document.path("dynamodb").isEmpty()).isTrue();
    }

    @Test
    void showsTheOtherStacksWhenOneFails() {
        workbench.withApplied("dynamodb").terraform.on("dynamodb", "output", Answer.of("output-failed.txt"));

        assertThat(flow(false, "s3", "dynamodb").all()).isEqualTo(ExitCode.STACK_FAILED);

        assertThat(workbench.out()).startsWith("s3\n").doesNotContain("dynamodb");
        assertThat(workbench.err())
                .contains("dynamodb\n  terraform output ended with status 1: Error: Unsupported state file format\n");
    }

    @Test
    void printsOneValueAlone() {
        assertThat(flow(false, "s3").one("bucket_name")).isEqualTo(ExitCode.OK);
        assertThat(workbench.out()).isEqualTo("one\n");
    }

    @Test
    void printsOneValueThatIsNoTextAsJson() {
        flow(false, "s3").one("tags");
        assertThat(workbench.out()).isEqualTo("{\"a\":1,\"b\":[\"x\"]}\n");
    }

    @Test
    void printsOneTextAsJsonWhenAskedTo() {
        flow(true, "s3").one("bucket_name");
        assertThat(workbench.out()).isEqualTo("\"one\"\n");
    }

    @Test
    void whoAsksForASecretByNameGetsIt() {
        flow(false, "s3").one("password");
        assertThat(workbench.out()).isEqualTo("s3cret\n");
    }

    @Test
    void oneValueNeedsOneStack() {
        assertMisuse(
                flow(false, "s3", "dynamodb"),
                "bucket_name",
                "one output needs one stack, but 2 are selected: name it with --stack");
        assertThat(workbench.synths()).as("before anything slow").isEmpty();
    }

    @Test
    void saysWhatTheStackHasInstead() {
        assertMisuse(
                flow(false, "s3"), "bucket_nam", "stack 's3' has no output 'bucket_nam'; did you mean 'bucket_name'?");
        assertMisuse(flow(false, "dynamodb"), "table", "stack 'dynamodb' has no outputs: it is not applied");
    }

    @Test
    void aFailureOfTheOneStackIsReported() {
        workbench.terraform.on("init", Answer.of("init-provider-unreachable.jsonl"));

        assertThat(flow(false, "s3").one("bucket_name")).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(workbench.out()).isEmpty();
        assertThat(workbench.err()).contains("  Terraform cannot get the AWS provider");
    }

    private OutputFlow flow(boolean json, String... stacks) {
        return new OutputFlow(workbench.surroundings(), workbench.settings("local", stacks), json, Style.PLAIN);
    }

    private static void assertMisuse(OutputFlow flow, String name, String sentence) {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> flow.one(name))
                .withMessage(sentence)
                .matches(problem -> problem.exitCode() == ExitCode.USAGE);
    }
}
