package gallery.cli.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import gallery.cli.testing.Environments;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerraformVariablesTest {

    private static final URI EMULATOR = URI.create("http://127.0.0.1:5000");

    private static final Map<String, String> OWN = Map.of(
            "PATH",
            "/bin",
            "AWS_PROFILE",
            "prod",
            "AWS_SECRET_ACCESS_KEY",
            "s3cret",
            "AWS_CA_BUNDLE",
            "/etc/bundle.pem",
            "AWS_ENDPOINT_URL",
            "https://example.com",
            "TF_DATA_DIR",
            "/elsewhere",
            "TF_WORKSPACE",
            "other",
            "TF_LOG",
            "DEBUG");

    @Test
    void anEnvironmentInAwsKeepsTheUsersOwn() {
        assertThat(of(OWN, "dev", Optional.of(EMULATOR)))
                .containsEntry("PATH", "/bin")
                .containsEntry("AWS_PROFILE", "prod")
                .containsEntry("AWS_SECRET_ACCESS_KEY", "s3cret")
                .containsEntry("AWS_CA_BUNDLE", "/etc/bundle.pem")
                .containsEntry("AWS_ENDPOINT_URL", "https://example.com")
                .containsEntry("TF_LOG", "DEBUG");
    }

    @Test
    void nothingSecretIsAdded() {
        for (String environment : new String[] {"dev", "local"}) {
            Map<String, String> added = new HashMap<>(of(Map.of("PATH", "/bin"), environment, Optional.empty()));
            added.remove("AWS_EC2_METADATA_DISABLED");
            assertThat(added)
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "PATH", "/bin", "TF_IN_AUTOMATION", "1", "TF_INPUT", "0", "CHECKPOINT_DISABLE", "1"));
        }
    }

    @Test
    void whatWouldMoveAStackIsDropped() {
        assertThat(of(OWN, "dev", Optional.empty())).doesNotContainKeys("TF_DATA_DIR", "TF_WORKSPACE");
    }

    @Test
    void theLocalEnvironmentKnowsTheEmulatorAlone() {
        assertThat(of(OWN, "local", Optional.of(EMULATOR)))
                .containsEntry("AWS_ENDPOINT_URL", "http://127.0.0.1:5000")
                .containsEntry("AWS_EC2_METADATA_DISABLED", "true")
                .containsEntry("TF_LOG", "DEBUG")
                .doesNotContainKeys("AWS_CA_BUNDLE", "AWS_PROFILE", "AWS_SECRET_ACCESS_KEY");
    }

    @Test
    void theLocalEnvironmentWithoutAnEmulatorCallsNobody() {
        assertThat(of(OWN, "local", Optional.empty())).doesNotContainKeys("AWS_ENDPOINT_URL", "AWS_PROFILE");
    }

    @Test
    void aConfigurationFileThatIsMissingIsNotPassedOn(@TempDir Path temp) throws IOException {
        String variable = "TF_CLI_CONFIG_FILE";
        Path file = temp.resolve("terraform.tfrc");
        assertThat(of(Map.of(variable, file.toString()), "dev", Optional.empty()))
                .doesNotContainKey(variable);
        assertThat(of(Map.of(variable, ""), "dev", Optional.empty())).doesNotContainKey(variable);

        Files.createFile(file);
        assertThat(of(Map.of(variable, file.toString()), "dev", Optional.empty()))
                .containsEntry(variable, file.toString());
        Path relative = Path.of("").toAbsolutePath().relativize(file);
        assertThat(Path.of(of(Map.of(variable, relative.toString()), "dev", Optional.empty())
                        .getOrDefault(variable, "")))
                .isAbsolute()
                .hasSameBinaryContentAs(file);
    }

    @Test
    void aPluginCacheOfTheUsersOwnStays() {
        Path cache = Path.of("/work/providers");
        String variable = "TF_PLUGIN_CACHE_DIR";

        assertThat(TerraformVariables.of(Map.of(), Environments.load("dev"), Optional.empty(), Optional.of(cache)))
                .containsEntry(variable, "/work/providers");
        assertThat(TerraformVariables.of(
                        Map.of(variable, "/own"), Environments.load("dev"), Optional.empty(), Optional.of(cache)))
                .containsEntry(variable, "/own");
    }

    private static Map<String, String> of(Map<String, String> own, String environment, Optional<URI> emulator) {
        return TerraformVariables.of(own, Environments.load(environment), emulator, Optional.empty());
    }
}
