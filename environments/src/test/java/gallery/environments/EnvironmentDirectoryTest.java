package gallery.environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gallery.environments.Api.Authorization;
import gallery.environments.Api.Domain;
import gallery.environments.Api.Throttle;
import gallery.environments.Images.Encryption;
import gallery.environments.Inference.Endpoint;
import gallery.environments.Inference.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentDirectoryTest {

    private static final String TOO_MUCH =
            "is nested too deeply or repeats itself by aliases (*name); an environment needs neither";

    @TempDir
    Path directory;

    @Test
    void readsEveryValueOfProd() {
        assertThat(Sample.real().load("prod"))
                .isEqualTo(new Environment(
                        "prod",
                        "eu-central-1",
                        "777788889999",
                        true,
                        new Backend.S3(
                                "gallery-terraform-state-777788889999",
                                "gallery/prod",
                                "eu-central-1",
                                Optional.of("arn:aws:kms:eu-central-1:777788889999:key/"
                                        + "1234abcd-12ab-34cd-86ef-1234567890ab")),
                        Map.of("CostCenter", "gallery", "Owner", "gallery-team", "DataClass", "personal"),
                        new Api(
                                Authorization.COGNITO,
                                List.of("https://gallery.example.com", "https://www.gallery.example.com"),
                                new Throttle(200, 400),
                                true,
                                Optional.of(new Domain(
                                        "api.gallery.example.com",
                                        "arn:aws:acm:eu-central-1:777788889999:certificate/"
                                                + "1234abcd-12ab-34cd-86ef-1234567890ab"))),
                        new Images(
                                Encryption.KMS,
                                Map.of(
                                        ImagePrefix.FACE_IMAGE,
                                        30,
                                        ImagePrefix.FACE_CROPPED,
                                        30,
                                        ImagePrefix.FACE_SWAPPED,
                                        30,
                                        ImagePrefix.RESULTS,
                                        365,
                                        ImagePrefix.INFERENCE_INPUT,
                                        7,
                                        ImagePrefix.INFERENCE_OUTPUT,
                                        7,
                                        ImagePrefix.INFERENCE_FAILURE,
                                        30),
                                15_000_000,
                                50_000_000),
                        new Inference(
                                new Endpoint(Mode.ASYNC, "ml.g5.xlarge", 1, 4),
                                new Endpoint(Mode.ASYNC, "ml.g4dn.xlarge", 0, 4),
                                true),
                        new Builds("BUILD_GENERAL1_LARGE", 60, 20, 90),
                        new Functions(1769, 60, true, 90),
                        new Alarms(Optional.of("gallery-alarms@example.com")),
                        Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "dev", "staging", "prod"})
    void theProjectsOwnEnvironmentsAreValidAndSayWhatTheyAreFor(String name) throws IOException {
        assertThat(Sample.real().load(name).name()).isEqualTo(name);

        List<String> lines = Files.readAllLines(Sample.real().file(name));
        assertThat(lines.get(0)).startsWith("# ").hasSizeGreaterThan(40);
        assertThat(lines.get(1)).isEqualTo("# yaml-language-server: $schema=environment.schema.json");
    }

    @Test
    void localNeedsNoAccountAndUsesTheEmulators() {
        Environment local = Sample.real().load("local");

        assertThat(local.isLocal()).isTrue();
        assertThat(local.account()).isEqualTo(Environment.EMULATOR_ACCOUNT);
        assertThat(local.backend()).isEqualTo(new Backend.Local());
        assertThat(local.alarms().email()).isEmpty();
    }

    @Test
    void stagingKeepsItsStateInHcpTerraform() {
        assertThat(Sample.real().load("staging").backend())
                .isEqualTo(new Backend.Cloud(
                        "app.terraform.io",
                        "example-gallery",
                        Optional.of("gallery-staging"),
                        List.of("gallery", "staging")));
    }

    @Test
    void namesAreSortedAndComeFromFileNamesAlone() throws IOException {
        for (String file : List.of("b.yaml", "a.yaml", "notes.txt", "environment.schema.json", "c.yml")) {
            Files.writeString(directory.resolve(file), "not: valid: yaml");
        }
        Files.createDirectory(directory.resolve("folder.yaml"));

        assertThat(new EnvironmentDirectory(directory).names()).containsExactly("a", "b", "folder");
    }

    @Test
    void anUnknownNameComesWithTheKnownOnes() throws IOException {
        Files.writeString(directory.resolve("prod.yaml"), "");

        UnknownEnvironmentException e = catchThrowableOfType(
                UnknownEnvironmentException.class, () -> new EnvironmentDirectory(directory).load("prd"));

        assertThat(e).hasMessage("unknown environment 'prd'");
        assertThat(e.name()).isEqualTo("prd");
        assertThat(e.known()).containsExactly("prod");
    }

    @Test
    void aNameIsNeverAPath() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        Files.writeString(directory.resolve("outside.yaml"), "");

        assertThatThrownBy(() -> new EnvironmentDirectory(inner).load("../outside"))
                .isInstanceOf(UnknownEnvironmentException.class);
    }

    @Test
    void aMissingFolderIsReportedInItsPlace() {
        Path missing = directory.resolve("missing");

        InvalidEnvironmentException e = catchThrowableOfType(
                InvalidEnvironmentException.class, () -> new EnvironmentDirectory(missing).load("local"));

        assertThat(e.file()).isEqualTo(missing);
        assertThat(e.problems())
                .containsExactly(
                        new Problem("", "is no folder of environments that can be read; put <name>.yaml files there"));
    }

    @Test
    void theExceptionCountsTheProblemsAndNamesTheFile() {
        InvalidEnvironmentException e = catchThrowableOfType(
                InvalidEnvironmentException.class, () -> Sample.load(directory, "dev", "region: 5\nprotected: 6\n"));

        assertThat(e.file()).isEqualTo(directory.resolve("dev.yaml"));
        assertThat(e).hasMessage(e.file() + " has " + e.problems().size() + " problems");
        assertThat(e.problems()).hasSizeGreaterThan(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n"})
    void anEmptyFile(String text) {
        assertSentence(text, "is empty; copy another environment and change it");
    }

    @Test
    void aFileWithoutKeys() {
        assertSentence("- a\n", "must hold keys and values such as 'region: eu-central-1', but holds a list");
        assertSentence("hello\n", "must hold keys and values such as 'region: eu-central-1', but holds a single value");
    }

    @Test
    void brokenYamlNamesLineAndColumn() {
        assertSentence(
                "region: eu-central-1\napi: {waf: true\nimages:\n",
                "is not YAML: line 3, column 7: expected ',' or '}', but got :");
        assertSentence(
                "region: eu-central-1\n\tprotected: true\n",
                "is not YAML: line 2, column 1: found character '\\t(TAB)' that cannot start any token."
                        + " (Do not use \\t(TAB) for indentation)");
        assertSentence("region: a\n---\nregion: b\n", "is not YAML: line 2, column 1: but found another document");
    }

    @Test
    void controlCharacters() {
        assertSentence("a: \u0007\n", "is not YAML: character 4 is U+0007, a control character or the like; remove it");
    }

    @Test
    void bytesThatAreNoUtf8() throws IOException {
        Files.write(directory.resolve("dev.yaml"), "a: 1\nb: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertSentence("is not UTF-8 text: line 2 holds the byte 0xE9; save the file as UTF-8");

        Files.write(directory.resolve("dev.yaml"), new byte[] {'a', ':', ' ', (byte) 0xC3});
        assertSentence("is not UTF-8 text: line 1 holds the byte 0xC3; save the file as UTF-8");
    }

    @Test
    void aByteOrderMarkIsNoProblem() throws IOException {
        String text = "\uFEFF" + Files.readString(Sample.real().file("local"));

        assertThat(Sample.load(directory, "local", text))
                .isEqualTo(Sample.real().load("local"));
    }

    @Test
    void aDirectoryInPlaceOfAFile() throws IOException {
        Files.createDirectory(directory.resolve("dev.yaml"));
        assertSentence("is a directory; put a YAML file in its place");
    }

    @Test
    void somethingElseInPlaceOfAFile() throws IOException {
        Files.createSymbolicLink(directory.resolve("dev.yaml"), Path.of("/dev/zero"));
        assertSentence("is not a regular file; put a YAML file in its place");
    }

    @Test
    void aLinkThatLeadsNowhere() throws IOException {
        Files.createSymbolicLink(directory.resolve("dev.yaml"), directory.resolve("gone"));
        assertSentence("does not exist; is it a link that leads nowhere?");
    }

    @Test
    void otherReasonsWhyAFileCannotBeRead() {
        // By hand: the tests may run as root, who may read everything.
        assertThat(EnvironmentText.sentence(new AccessDeniedException("x")))
                .isEqualTo("may not be read; check the file's permissions");
        assertThat(EnvironmentText.sentence(new IOException("Input/output error")))
                .isEqualTo("cannot be read: Input/output error");
    }

    @Test
    void aHugeFile() {
        assertSentence(
                "# " + "x".repeat(200_000),
                "is larger than 128 KiB, which no environment needs; is it the right file?");
    }

    @Test
    void deepNesting() {
        assertSentence("a: " + "[".repeat(5000), TOO_MUCH);
    }

    @Test
    void aliasesAreRefusedBeforeTheyMultiply() {
        StringBuilder bomb = new StringBuilder("tags: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("k%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(9, "*a" + (i - 1)))));
        }

        assertSentence(bomb.toString(), TOO_MUCH);
    }

    @Test
    void aliasesAreRefused() {
        assertThat(Sample.problems(directory, "dev", "tags: &a {b: c}\napi: *a\nregion: &r x\naccount: *r\n"))
                .contains(
                        new Problem("/api", "must not be an alias (*name); write the value itself"),
                        new Problem("/account", "must not be an alias (*name); write the value itself"))
                .doesNotContain(new Problem("/api", "is missing; must be a group of keys"));
    }

    @Test
    void anAliasToWhatSurroundsIt() {
        assertThat(Sample.problems(directory, "dev", "tags: &a {b: *a}\n"))
                .contains(new Problem("/tags/b", "must not be an alias (*name); write the value itself"));
    }

    @Test
    void anUnknownAlias() {
        assertSentence("region: *nowhere\n", "is not YAML: line 1, column 9: found undefined alias nowhere");
    }

    private void assertSentence(String text, String sentence) {
        assertThat(Sample.problems(directory, "dev", text)).containsExactly(new Problem("", sentence));
    }

    private void assertSentence(String sentence) {
        InvalidEnvironmentException e = catchThrowableOfType(
                InvalidEnvironmentException.class, () -> new EnvironmentDirectory(directory).load("dev"));
        assertThat(e.problems()).containsExactly(new Problem("", sentence));
    }
}
