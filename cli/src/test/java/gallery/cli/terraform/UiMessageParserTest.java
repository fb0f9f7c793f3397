package gallery.cli.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import gallery.cli.terraform.ResourceChange.Action;
import gallery.cli.terraform.UiMessage.Diagnostic;
import gallery.cli.terraform.UiMessage.Progress;
import gallery.cli.terraform.UiMessage.Step;
import gallery.cli.terraform.UiMessage.Text;
import gallery.cli.testing.Recording;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UiMessageParserTest {

    @Test
    void followsAnApplyThatFailsHalfWay() {
        List<UiMessage> messages = parse("apply-failed.jsonl");

        assertThat(messages.stream().filter(Progress.class::isInstance).map(Progress.class::cast))
                .extracting(progress -> progress.change().address(), Progress::step)
                .containsExactly(
                        tuple("terraform_data.first", Step.STARTED),
                        tuple("terraform_data.first", Step.COMPLETE),
                        tuple("terraform_data.second", Step.STARTED),
                        tuple("terraform_data.second", Step.FAILED));
        assertThat(messages)
                .contains(new Diagnostic(
                        Diagnostic.Severity.ERROR,
                        "local-exec provisioner error",
                        "Error running command 'echo no space left; exit 3': exit status 3. Output: no space left\n",
                        Optional.of("terraform_data.second")));
    }

    @Test
    void everyLineIsReadable() {
        for (String name : List.of("init.jsonl", "plan-every-action.jsonl", "apply-every-action.jsonl")) {
            assertThat(parse(name))
                    .allSatisfy(
                            message -> assertThat(message.text()).isNotBlank().doesNotContain("@message"));
        }
    }

    @Test
    void tellsWarningsFromErrors() {
        assertThat(parse("plan-every-action.jsonl"))
                .filteredOn(Diagnostic.class::isInstance)
                .singleElement()
                .satisfies(
                        warning -> assertThat(((Diagnostic) warning).severity()).isEqualTo(Diagnostic.Severity.WARNING))
                .satisfies(warning -> assertThat(warning.text())
                        .startsWith("Warning: Some objects will no longer be managed by Terraform\nIf you apply"));
    }

    @Test
    void placesAnErrorAtItsResource() {
        assertThat(new Diagnostic(Diagnostic.Severity.ERROR, "No", " because\n", Optional.of("aws_s3_bucket.a")).text())
                .isEqualTo("Error: aws_s3_bucket.a: No\nbecause");
        assertThat(new Diagnostic(Diagnostic.Severity.ERROR, "No", "", Optional.empty()).text())
                .isEqualTo("Error: No");
    }

    @Test
    void anUnknownActionChangesNothingThatWeKnowOf() {
        assertThat(UiMessageParser.parse("""
                {"@message":"a: Plan to dance","type":"planned_change",\
                "change":{"resource":{"addr":"a"},"action":"dance"}}"""))
                .isEqualTo(new UiMessage.PlannedChange("a: Plan to dance", new ResourceChange("a", Action.NOOP)));
    }

    // HCP Terraform prints some of its own lines among the messages.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Running plan in HCP Terraform. Output will stream here.",
                "{",
                "{}",
                "{\"a\":1}",
                "{\"@message\":{\"not\":\"text\"}}",
                "{} {}",
                "{\"@message\":\"cut\"} and more",
                "{\"type\":\"planned_change\"}",
                "{\"type\":\"resource_drift\",\"change\":[]}",
                "{\"type\":\"apply_complete\",\"hook\":null}",
                "{\"type\":\"diagnostic\",\"diagnostic\":\"none\"}",
                "[1]",
                "null",
                "\u0000\u001b[31mred\u001b[0m"
            })
    void whateverIsNotUnderstoodStaysText(String line) {
        assertThat(UiMessageParser.parse(line)).isEqualTo(new Text(line));
    }

    @Test
    void aKnownLineCutAnywhereStaysText() {
        String line = Recording.of("plan-create.jsonl").lines().get(1);
        for (int length = 0; length < line.length(); length++) {
            String cut = line.substring(0, length);
            assertThat(UiMessageParser.parse(cut)).isEqualTo(new Text(cut));
        }
    }

    @Test
    void neverFails() {
        Random random = new Random(20260102);
        String alphabet = "{}[]\":,\\ntrue0-é\u0000 type@message";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder line = new StringBuilder("{");
            for (int length = random.nextInt(40); length > 0; length--) {
                line.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(UiMessageParser.parse(line.toString()).text()).isNotEmpty();
        }
    }

    private static List<UiMessage> parse(String name) {
        return Recording.of(name).lines().stream().map(UiMessageParser::parse).toList();
    }
}
