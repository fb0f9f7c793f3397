package gallery.cli.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every place that may hold the provider is there, and goes away one after the other. */
class ProviderSourceTest {

    private static final String BLOCK = """
            # mirrors of this machine
              provider_installation {
              filesystem_mirror { path = "/somewhere" }
            }
            """;

    @TempDir
    Path temp;

    private Path home;
    private Path mirrors;
    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void makeFolders() throws IOException {
        home = Files.createDirectory(temp.resolve("home"));
        mirrors = Files.createDirectory(temp.resolve("opt"));
        variables.put("HOME", home.toString());
        // Else Terraform's defaults would be those of this machine.
        variables.put("XDG_DATA_DIRS", temp.resolve("share").toString());
    }

    @Test
    void theFiveKindsInTheirOrder() throws IOException {
        Path explicit = provider(temp.resolve("explicit"));
        Path configuration = Files.writeString(home.resolve(".terraformrc"), BLOCK);
        Path implied = provider(home.resolve(".terraform.d/plugins"));
        Path discovered = provider(mirrors.resolve("plugins"));

        assertThat(ProviderSource.find(Optional.of(explicit), variables, mirrors))
                .isEqualTo(new ProviderSource.Explicit(explicit))
                .satisfies(source -> assertThat(source.pluginDirectory()).contains(explicit))
                .satisfies(source ->
                        assertThat(source.description()).isEqualTo("mirror " + explicit + " (--provider-mirror)"));

        assertThat(find())
                .isEqualTo(new ProviderSource.Configured(configuration))
                .satisfies(source -> assertThat(source.pluginDirectory()).isEmpty())
                .satisfies(source ->
                        assertThat(source.description()).isEqualTo("provider_installation of " + configuration));

        Files.delete(configuration);
        assertThat(find())
                .isEqualTo(new ProviderSource.Implied(implied))
                .satisfies(source -> assertThat(source.pluginDirectory()).isEmpty())
                .satisfies(
                        source -> assertThat(source.description()).isEqualTo("Terraform's plugin folder " + implied));

        variables.put("HOME", temp.resolve("another home").toString());
        assertThat(find())
                .isEqualTo(new ProviderSource.Discovered(discovered))
                .satisfies(source -> assertThat(source.pluginDirectory()).contains(discovered))
                .satisfies(source -> assertThat(source.description()).isEqualTo("mirror " + discovered + " (found)"));

        assertThat(ProviderSource.find(Optional.empty(), variables, temp.resolve("nowhere")))
                .isEqualTo(new ProviderSource.Registry())
                .satisfies(source -> assertThat(source.pluginDirectory()).isEmpty())
                .satisfies(source ->
                        assertThat(source.description()).isEqualTo("the Terraform registry, over the network"));
    }

    @Test
    void anExplicitMirrorMustHoldTheProvider() throws IOException {
        for (Path empty : List.of(Files.createDirectory(temp.resolve("empty")), temp.resolve("missing"))) {
            assertThatExceptionOfType(CliException.class)
                    .isThrownBy(() -> ProviderSource.find(Optional.of(empty), variables, mirrors))
                    .withMessage(
                            "the provider mirror %s holds no AWS provider: it needs the tree"
                                    + " registry.terraform.io/hashicorp/aws, as 'terraform providers mirror' makes it",
                            empty)
                    .matches(problem -> problem.exitCode() == ExitCode.UNAVAILABLE);
        }
    }

    @Test
    void anExplicitMirrorBecomesAbsoluteBecauseTerraformRunsElsewhere() throws IOException {
        Path explicit = provider(temp.resolve("explicit"));
        Path relative = Path.of("").toAbsolutePath().relativize(explicit);

        assertThat(ProviderSource.find(Optional.of(relative), variables, mirrors))
                .isEqualTo(new ProviderSource.Explicit(explicit));
    }

    @Test
    void theVariableOfTheConfigurationWinsOverTheOneInTheHome() throws IOException {
        Files.writeString(home.resolve(".terraformrc"), BLOCK);
        Path own = Files.writeString(temp.resolve("own.tfrc"), BLOCK);
        variables.put("TF_CLI_CONFIG_FILE", own.toString());
        assertThat(find()).isEqualTo(new ProviderSource.Configured(own));

        Files.writeString(own, "disable_checkpoint = true\n# provider_installation {\n");
        assertThat(find()).isEqualTo(new ProviderSource.Registry());
    }

    @Test
    void aVariableThatNamesNoFileCountsAsAbsent() throws IOException {
        Path configuration = Files.writeString(home.resolve(".terraformrc"), BLOCK);
        for (String nothing : List.of("", temp.resolve("missing").toString())) {
            variables.put("TF_CLI_CONFIG_FILE", nothing);
            assertThat(find()).isEqualTo(new ProviderSource.Configured(configuration));
        }
    }

    @Test
    void readsAConfigurationInJson() throws IOException {
        Path own = Files.writeString(temp.resolve("own.tfrc.json"), "{\n  \"provider_installation\": [{}]\n}");
        variables.put("TF_CLI_CONFIG_FILE", own.toString());

        assertThat(find()).isEqualTo(new ProviderSource.Configured(own));
    }

    @Test
    void looksWhereTheDesktopKeepsData() throws IOException {
        Path shared = provider(temp.resolve("share/terraform/plugins"));
        assertThat(find()).isEqualTo(new ProviderSource.Implied(shared));

        Path own = provider(home.resolve(".local/share/terraform/plugins"));
        assertThat(find()).isEqualTo(new ProviderSource.Implied(own));

        variables.put("XDG_DATA_HOME", temp.resolve("data").toString());
        assertThat(find()).isEqualTo(new ProviderSource.Implied(shared));
        Path moved = provider(temp.resolve("data/terraform/plugins"));
        assertThat(find()).isEqualTo(new ProviderSource.Implied(moved));
    }

    @Test
    void takesTheFirstOfSeveralMirrorsByName() throws IOException {
        Files.createDirectory(mirrors.resolve("a-folder-without"));
        Files.writeString(mirrors.resolve("a-file"), "");
        Path first = provider(mirrors.resolve("b"));
        provider(mirrors.resolve("c"));

        assertThat(find()).isEqualTo(new ProviderSource.Discovered(first));
    }

    @Test
    void worksWithoutAHome() {
        variables.remove("HOME");
        assertThat(find()).isEqualTo(new ProviderSource.Registry());
    }

    private ProviderSource find() {
        return ProviderSource.find(Optional.empty(), variables, mirrors);
    }

    private static Path provider(Path mirror) throws IOException {
        Files.createDirectories(mirror.resolve("registry.terraform.io/hashicorp/aws/5.100.0"));
        return mirror;
    }
}
