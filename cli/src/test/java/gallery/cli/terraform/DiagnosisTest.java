package gallery.cli.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import gallery.cli.exit.ExitCode;
import gallery.cli.run.StackFailure;
import gallery.cli.terraform.UiMessage.Diagnostic;
import gallery.cli.terraform.UiMessage.Diagnostic.Severity;
import gallery.cli.testing.Environments;
import gallery.cli.testing.Recording;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the errors that the real terraform and provider give. */
class DiagnosisTest {

    @ParameterizedTest
    @ValueSource(strings = {"plan-other-account.jsonl", "init-other-account.jsonl"})
    void credentialsOfAnotherAccount(String recording) {
        assertThat(diagnose("dev", recording))
                .isEqualTo(new StackFailure(
                        ExitCode.REFUSED,
                        List.of("the AWS credentials belong to account 123456789012, but environment 'dev' is account"
                                + " 111122223333: use credentials of that account")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan-no-credentials.jsonl", "init-no-credentials.jsonl"})
    void noCredentials(String recording) {
        assertThat(diagnose("prod", recording))
                .isEqualTo(new StackFailure(
                        ExitCode.STACK_FAILED,
                        List.of("no AWS credentials for environment 'prod' (account 777788889999): set AWS_PROFILE, or"
                                + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with 'aws sso login'")));
    }

    @Test
    void aLockThatSomebodyHolds() {
        assertThat(diagnose("dev", "plan-locked.jsonl"))
                .isEqualTo(
                        new StackFailure(
                                ExitCode.STACK_FAILED,
                                List.of(
                                        "the state is locked by ann@workstation (lock 01234567-89ab-cdef-0123-456789abcdef):"
                                                + " another run is using it; wait for it to end, or give it longer with --lock-timeout")));
    }

    @Test
    void aLockOfWhichNothingIsKnown() {
        assertThat(of("dev", error("Error acquiring the state lock", "")).problems())
                .containsExactly(
                        "the state is locked: another run is using it; wait for it to end, or give it longer with"
                                + " --lock-timeout");
    }

    @Test
    void aPlanThatIsStale() {
        assertThat(diagnose("dev", "apply-stale-plan.jsonl"))
                .isEqualTo(
                        new StackFailure(
                                ExitCode.STACK_FAILED,
                                List.of(
                                        "the state was changed by another run after this plan was made: run the command again")));
    }

    @Test
    void aProviderThatCannotBeReached() {
        StackFailure failure = diagnose("dev", "init-provider-unreachable.jsonl");

        assertThat(failure.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(failure.headline())
                .isEqualTo("Terraform cannot get the AWS provider: connect to the network, or name a mirror with"
                        + " --provider-mirror");
        assertThat(failure.problems().get(0)).contains("could not connect to registry.terraform.io");
    }

    @Test
    void aMirrorWithAnotherReleaseOfTheProvider() {
        assertThat(diagnose("dev", "init-provider-too-old.jsonl"))
                .isEqualTo(
                        new StackFailure(
                                ExitCode.UNAVAILABLE,
                                List.of(
                                        "no release of hashicorp/aws fits 5.99.0 where Terraform looks for it ('gallery-cli doctor'"
                                                + " shows the place): put one there, or name another place with --provider-mirror")));
    }

    @Test
    void anEmulatorThatDied() {
        assertThat(diagnose("local", "plan-emulator-down.jsonl"))
                .isEqualTo(new StackFailure(
                        ExitCode.UNAVAILABLE,
                        List.of("the emulator does not answer: start it with 'gallery-cli local start'")));
        assertThat(diagnose("dev", "plan-emulator-down.jsonl").headline())
                .as("in AWS it is no emulator")
                .startsWith("Error: aws_cloudwatch_log_group.builds: reading CloudWatch Logs Log Group");
    }

    @Test
    void anythingElseIsPassedOn() {
        assertThat(diagnose("dev", "apply-failed.jsonl"))
                .isEqualTo(new StackFailure(
                        ExitCode.STACK_FAILED,
                        List.of("Error: terraform_data.second: local-exec provisioner error\n"
                                + "Error running command 'echo no space left; exit 3': exit status 3. Output: no space"
                                + " left")));
        assertThat(diagnose("dev", "init-no-state-bucket.jsonl").headline())
                .isEqualTo("Error: Failed to get existing workspaces: S3 bucket \"gallery-state\" does not exist.");
        assertThat(diagnose("dev", "plan-invalid.jsonl").headline())
                .isEqualTo("Error: Reference to undeclared input variable");
    }

    @Test
    void theSameReasonIsGivenOnce() {
        Diagnostic refused = error("dial tcp 127.0.0.1:5000: connect: connection refused", "");
        assertThat(of("local", refused, refused).problems()).hasSize(1);
    }

    @Test
    void theCodeIsWhatAllReasonsShare() {
        Diagnostic account = error("AWS account ID not allowed: 123456789012", "");
        Diagnostic other = error("something else", "");

        assertThat(of("dev", account, account).exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(of("dev", account, other).exitCode()).isEqualTo(ExitCode.STACK_FAILED);
        assertThat(of("dev", other, account).exitCode()).isEqualTo(ExitCode.STACK_FAILED);
    }

    @Test
    void aFailureWithoutAReason() {
        Diagnosis diagnosis = new Diagnosis(Environments.load("dev"));

        assertThat(diagnosis.of(new TerraformFailedException("plan", 137, List.of(), "")))
                .isEqualTo(new StackFailure(ExitCode.STACK_FAILED, List.of("terraform plan was ended by signal 9")));
        assertThat(diagnosis
                        .of(new TerraformFailedException("plan", 1, List.of(), ""))
                        .problems())
                .containsExactly("terraform plan ended with status 1");
        String said = Recording.of("output-failed.txt").text().strip();
        assertThat(diagnosis
                        .of(new TerraformFailedException("output", 1, List.of(), said))
                        .headline())
                .isEqualTo("terraform output ended with status 1: Error: Unsupported state file format");
    }

    private static StackFailure diagnose(String environment, String recording) {
        Recording recorded = Recording.of(recording);
        assertThat(recorded.status()).isEqualTo(1);
        return of(
                environment,
                recorded.lines().stream()
                        .map(UiMessageParser::parse)
                        .filter(Diagnostic.class::isInstance)
                        .map(Diagnostic.class::cast)
                        .toArray(Diagnostic[]::new));
    }

    private static StackFailure of(String environment, Diagnostic... errors) {
        return new Diagnosis(Environments.load(environment))
                .of(new TerraformFailedException("plan", 1, List.of(errors), ""));
    }

    private static Diagnostic error(String summary, String detail) {
        return new Diagnostic(Severity.ERROR, summary, detail, Optional.empty());
    }
}
