package gallery.cli.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gallery.cli.testing.FakeTerraform;
import gallery.cli.testing.FakeTerraform.Answer;
import gallery.cli.testing.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerraformTest {

    private static final Path PROGRAM = Path.of("/usr/bin/terraform");

    @TempDir
    Path temp;

    private final FakeTerraform fake = new FakeTerraform();
    private Terraform terraform;
    private TerraformFolder folder;

    @BeforeEach
    void makeFolders() throws IOException {
        terraform = new Terraform(PROGRAM, fake, Map.of("PATH", "/bin"));
        folder = new TerraformFolder(
                Files.createDirectory(temp.resolve("s3")),
                Files.createDirectory(temp.resolve("output")).resolve("s3"));
    }

    @Test
    void startsTheProgramInTheFolderOfTheStack() {
        terraform.run(new InitCommand(Optional.empty()), folder, message -> {});

        assertThat(fake.calls()).singleElement().satisfies(call -> {
            assertThat(call.request().command())
                    .containsExactly(
                            "/usr/bin/terraform", "init", "-json", "-no-color", "-input=false", "-reconfigure");
            assertThat(call.request().directory()).isEqualTo(temp.resolve("s3"));
            assertThat(call.request().environment()).isEqualTo(Map.of("PATH", "/bin"));
            assertThat(call.request().output()).isEqualTo(temp.resolve("output/s3.init.jsonl"));
            assertThat(call.request().errors()).isEqualTo(temp.resolve("output/s3.init.err"));
        });
    }

    @Test
    void handsEachMessageOver() {
        List<String> heard = new ArrayList<>();

        terraform.run(new InitCommand(Optional.empty()), folder, message -> heard.add(message.text()));

        assertThat(heard)
                .hasSameSizeAs(Recording.of("init.jsonl").lines())
                .contains("Initializing the backend...", "Terraform has been successfully initialized!");
    }

    @Test
    void keepsWhatTerraformWroteButNotTheValuesOfOutputs() throws IOException {
        List<UiMessage> heard = new ArrayList<>();
        terraform.run(new OutputCommand(), folder, heard::add);
        assertThat(heard).isEmpty();
        assertThat(temp.resolve("output/s3.output.jsonl")).doesNotExist();

        terraform.run(new ApplyCommand(temp.resolve("plan"), Duration.ZERO), folder, heard::add);
        assertThat(temp.resolve("output/s3.apply.jsonl")).content().contains("apply_complete");
        assertThat(Files.getPosixFilePermissions(temp.resolve("output/s3.apply.err")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aFailureCarriesTheErrorsAlone() {
        fake.on("apply", Answer.of("apply-failed.jsonl"));

        assertThatExceptionOfType(TerraformFailedException.class)
                .isThrownBy(() ->
                        terraform.run(new ApplyCommand(temp.resolve("plan"), Duration.ZERO), folder, message -> {}))
                .withMessage("terraform apply ended with status 1")
                .satisfies(failure -> {
                    assertThat(failure.command()).isEqualTo("apply");
                    assertThat(failure.status()).isEqualTo(1);
                    assertThat(failure.standardError()).isEmpty();
                    assertThat(failure.errors())
                            .extracting(UiMessage.Diagnostic::summary)
                            .containsExactly("local-exec provisioner error");
                });
    }

    @Test
    void aCommandWithoutMessagesFailsWithWhatItPrinted() {
        fake.on("output", Answer.of("output-failed.txt"));

        assertThatExceptionOfType(TerraformFailedException.class)
                .isThrownBy(() -> terraform.run(new OutputCommand(), folder, message -> {}))
                .satisfies(failure ->
                        assertThat(failure.standardError()).startsWith("Error: Unsupported state file format"));
        assertThat(temp.resolve("output/s3.output.jsonl")).doesNotExist();
    }
}
