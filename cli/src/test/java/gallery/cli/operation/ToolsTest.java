package gallery.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.cli.layout.ToolPath;
import gallery.cli.terraform.ToolVersion;
import gallery.cli.testing.Scripts;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs are shell scripts: whatever is called terraform on a PATH must be coped with. */
class ToolsTest {

    private static final String INSTALL = "install it from https://developer.hashicorp.com/terraform/install";

    @TempDir
    Path temp;

    @Test
    void findsThemWithTheirVersions() throws IOException {
        Path terraform = Scripts.write(temp.resolve("terraform"), "echo Terraform v1.10.0; echo on linux_amd64");
        Path node = Scripts.write(temp.resolve("node"), "echo v18.0.0");

        assertThat(tools().terraform()).isEqualTo(new Tools.Tool(terraform, new ToolVersion(1, 10, 0)));
        assertThat(tools().node()).isEqualTo(new Tools.Tool(node, new ToolVersion(18, 0, 0)));
    }

    @Test
    void readsPastWarnings() throws IOException {
        Scripts.write(temp.resolve("terraform"), """
                echo 'There are some problems with the CLI configuration'
                echo 'noise' >&2
                echo
                echo 'Terraform v1.12.0-beta1'
                echo 'Your version of Terraform is out of date! The latest version is 2.0.0.'""");

        assertThat(tools().terraform().version()).hasToString("1.12.0");
    }

    @Test
    void sayThatOneIsMissing() {
        assertUnavailable(
                () -> tools().terraform(), "Terraform is needed, but no 'terraform' is on the PATH: " + INSTALL);
        assertUnavailable(
                () -> tools().node(),
                "Node.js is needed, but no 'node' is on the PATH: install Node.js 20 from https://nodejs.org/");
    }

    @Test
    void sayThatOneIsTooOld() throws IOException {
        Path terraform = Scripts.write(temp.resolve("terraform"), "echo Terraform v1.9.8");
        assertUnavailable(
                () -> tools().terraform(),
                "Terraform 1.9.8 (" + terraform + ") is too old, 1.10.0 is needed: " + INSTALL);
        Path node = Scripts.write(temp.resolve("node"), "echo v16.20.2");
        assertUnavailable(
                () -> tools().node(),
                "Node.js 16.20.2 (" + node + ") is too old, 18.0.0 is needed: install Node.js 20 from"
                        + " https://nodejs.org/");
    }

    @Test
    void sayThatOneDoesNotWork() throws IOException {
        for (String broken : new String[] {"exit 1", "echo hello", "echo Terraform v99999999999.1.1", "kill -9 $$"}) {
            Path terraform = Scripts.write(temp.resolve("terraform"), broken);
            assertUnavailable(
                    () -> tools().terraform(),
                    "Terraform does not work: '" + terraform + " --version' prints no version");
        }
    }

    private Tools tools() {
        return new Tools(new ToolPath(temp.toString()));
    }

    private static void assertUnavailable(Runnable search, String sentence) {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(search::run)
                .withMessage(sentence)
                .matches(problem -> problem.exitCode() == ExitCode.UNAVAILABLE);
    }
}
