package gallery.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import gallery.cli.operation.RunSettings;
import gallery.cli.testing.Scripts;
import gallery.cli.testing.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    @TempDir
    Path temp;

    private Workbench workbench;

    @BeforeEach
    void makeWorkbench() throws IOException {
        workbench = new Workbench(temp);
        Files.createDirectories(temp.resolve("functions"));
        Files.createFile(temp.resolve("functions/build-functions.jar"));
        Files.createFile(temp.resolve("functions/image-functions.jar"));
    }

    @Test
    void findsAMachineThatIsReady() {
        Map<String, Check> checks = examine("local");

        assertThat(checks.keySet())
                .containsExactly(
                        "Java",
                        "Terraform",
                        "Node.js",
                        "AWS provider",
                        "Lambda jars",
                        "Work directory",
                        "Environment",
                        "Emulator");
        assertFine(checks, "Java", Runtime.version().toString());
        assertFine(checks, "Terraform", "1.11.4 (" + temp.resolve("tools/terraform") + ")");
        assertFine(checks, "Node.js", "20.20.2 (" + temp.resolve("tools/node") + ")");
        assertFine(checks, "AWS provider", "from mirror " + temp.resolve("mirrors/one") + " (found)");
        assertFine(checks, "Lambda jars", temp.resolve("functions").toString());
        assertFine(
                checks,
                "Environment",
                "local: account 123456789012, eu-central-1, state in "
                        + workbench.work("local").state());
        assertFine(checks, "Emulator", "not running; only apply needs it: gallery-cli local start");
        assertThat(check(checks, "Work directory").finding()).startsWith(temp.resolve("work") + ", ");
    }

    @Test
    void givesARemedyForEachThingThatIsMissing() throws IOException {
        Scripts.write(workbench.tools().resolve("terraform"), "echo Terraform v1.5.7");
        Files.delete(workbench.tools().resolve("node"));
        Files.delete(temp.resolve("functions/build-functions.jar"));
        Files.createFile(temp.resolve("work"));

        Map<String, Check> checks = examine("nowhere");

        assertWrong(
                checks,
                "Terraform",
                "Terraform 1.5.7 (" + temp.resolve("tools/terraform") + ") is too old, 1.10.0 is needed",
                "install it from https://developer.hashicorp.com/terraform/install");
        assertWrong(
                checks,
                "Node.js",
                "Node.js is needed, but no 'node' is on the PATH",
                "install Node.js 20 from https://nodejs.org/");
        assertWrong(
                checks,
                "Lambda jars",
                temp.resolve("functions") + " lacks build-functions.jar",
                "build the project: mvn package -DskipTests");
        assertWrong(
                checks,
                "Work directory",
                "cannot write to " + temp.resolve("work/nowhere/synth") + " (Not a directory)",
                "make it writable or name another work directory in GALLERY_WORK_DIR");
        assertWrong(
                checks,
                "Environment",
                "there is no 'nowhere' in " + workbench.environments(),
                "choose one of dev, local, prod");
        assertThat(checks).as("of an environment that is not known").doesNotContainKeys("Emulator", "AWS credentials");
    }

    @Test
    void checksTheMirrorThatIsNamed() {
        RunSettings settings =
                RunSettings.of("local", Optional.empty()).withProviderMirror(Optional.of(temp.resolve("no")));

        assertThat(new Doctor(workbench.surroundings(), settings).examine())
                .filteredOn(check -> check.name().equals("AWS provider"))
                .containsExactly(
                        Check.wrong(
                                "AWS provider",
                                "the provider mirror " + temp.resolve("no") + " holds no AWS provider",
                                "it needs the tree registry.terraform.io/hashicorp/aws, as 'terraform providers mirror' makes it"));
    }

    @Test
    void namesTheStatesPlaceAndTheMissingCredentials() {
        Map<String, Check> checks = examine("dev");

        assertFine(
                checks,
                "Environment",
                "dev: account 111122223333, eu-central-1, state in"
                        + " s3://gallery-terraform-state-111122223333/gallery/dev");
        assertWrong(
                checks,
                "AWS credentials",
                "none found for account 111122223333",
                "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with 'aws sso login'");
    }

    @Test
    void showsNoSecret() {
        workbench.variables.put("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
        workbench.variables.put("AWS_SECRET_ACCESS_KEY", "s3cret");

        Map<String, Check> checks = examine("dev");

        assertFine(checks, "AWS credentials", "AWS_ACCESS_KEY_ID");
        assertThat(checks.values().toString()).doesNotContain("s3cret", "AKIAEXAMPLE");
    }

    @Test
    void listsEveryProblemOfTheEnvironment() throws IOException {
        Path file = workbench.environments().resolve("dev.yaml");
        Files.writeString(file, Files.readString(file).replace("protected: false", "protected: perhaps\ncolour: blue"));

        Check check = check(examine("dev"), "Environment");
        assertThat(check.finding()).isEqualTo(file + " is invalid");
        assertThat(check.remedy().orElse("")).contains("/protected: ", "; /colour: ");
    }

    @Test
    void findsCredentialsInTheOrderOfTheirPlaces() throws IOException {
        Path file = Files.createFile(temp.resolve("credentials"));
        Path home = Files.createDirectories(temp.resolve("user"));

        assertThat(source(Map.of())).isEmpty();
        assertThat(source(Map.of("HOME", home.toString()))).isEmpty();
        Files.createDirectory(home.resolve(".aws"));
        Path own = Files.createFile(home.resolve(".aws/credentials"));
        assertThat(source(Map.of("HOME", home.toString()))).contains("the default profile of " + own);
        assertThat(source(Map.of("HOME", home.toString(), "AWS_SHARED_CREDENTIALS_FILE", file.toString())))
                .contains("the default profile of " + file);
        assertThat(source(Map.of("AWS_SHARED_CREDENTIALS_FILE", file.toString(), "AWS_PROFILE", "dev")))
                .contains("profile dev");
        assertThat(source(Map.of("AWS_PROFILE", "dev", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost")))
                .contains("the container's credentials");
        assertThat(source(Map.of("AWS_PROFILE", "dev", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x")))
                .contains("the container's credentials");
        assertThat(source(Map.of("AWS_ROLE_ARN", "arn", "AWS_WEB_IDENTITY_TOKEN_FILE", "/token", "AWS_PROFILE", "dev")))
                .contains("AWS_WEB_IDENTITY_TOKEN_FILE");
        assertThat(source(Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b", "AWS_PROFILE", "dev")))
                .contains("AWS_ACCESS_KEY_ID");
        assertThat(source(Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_PROFILE", "")))
                .as("half of a key and no name")
                .isEmpty();
    }

    private static Optional<String> source(Map<String, String> variables) {
        return new Credentials(variables).source();
    }

    private Map<String, Check> examine(String environment) {
        List<Check> list =
                new Doctor(workbench.surroundings(), RunSettings.of(environment, Optional.empty())).examine();
        Map<String, Check> checks = new LinkedHashMap<>();
        list.forEach(check -> checks.put(check.name(), check));
        return checks;
    }

    private static void assertFine(Map<String, Check> checks, String name, String finding) {
        Check check = check(checks, name);
        assertThat(check.passed()).as(name).isTrue();
        assertThat(check.finding()).startsWith(finding);
    }

    private static void assertWrong(Map<String, Check> checks, String name, String finding, String remedy) {
        assertThat(check(checks, name)).isEqualTo(Check.wrong(name, finding, remedy));
    }

    private static Check check(Map<String, Check> checks, String name) {
        assertThat(checks).containsKey(name);
        return Objects.requireNonNull(checks.get(name));
    }
}
