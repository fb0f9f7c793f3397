package gallery.environments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossFieldRulesTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"Dev", "1dev", "a_b", "seventeen-letters", "-a"})
    void aNameThatFitsNoResourceName(String name) {
        assertProblem(
                Sample.as(name, "dev"),
                "",
                "the file's name makes '" + name + "' the environment's name, which must be 1 to 16 lower-case letters,"
                        + " digits and hyphens and begin with a letter; rename the file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "sixteen-letters-", "team-7"})
    void namesThatFit(String name) {
        assertThat(Sample.as(name, "dev").problems(directory)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "amazon", "cognito"})
    void wordsThatCognitoRefuses(String word) {
        assertProblem(
                Sample.as("my" + word, "dev"),
                "",
                "the file's name holds '" + word
                        + "', which Amazon Cognito refuses in the name of a domain; rename the file");
    }

    @Test
    void onlyLocalWorksWithoutAnAccount() {
        assertProblem(
                Sample.of("dev").remove("/account"),
                "/account",
                "is missing; every environment but local must name its AWS account, twelve digits in quotes");
    }

    @Test
    void localMayNameAnAccount() {
        assertThat(Sample.of("local")
                        .set("/account", "\"111122223333\"")
                        .load(directory)
                        .account())
                .isEqualTo("111122223333");
    }

    @Test
    void anEmulatorAddressIsForLocalOnly() {
        assertThat(Sample.of("local")
                        .set("/endpointUrl", "\"http://127.0.0.1:5000\"")
                        .load(directory)
                        .endpointUrl())
                .hasToString("Optional[http://127.0.0.1:5000]");
        assertProblem(
                Sample.of("dev").set("/endpointUrl", "\"http://127.0.0.1:5000\""),
                "/endpointUrl",
                "is for the local environment only; remove it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://127.0.0.1:5000", "http://example.com:5000", "http://127.0.0.1", "http://localhost:70000"
            })
    void anEmulatorAddressIsALoopbackAddressOfPlainHttp(String address) {
        assertProblem(
                Sample.of("local").set("/endpointUrl", "\"" + address + "\""),
                "/endpointUrl",
                "must be a loopback address with a port, such as http://127.0.0.1:5000, but is '" + address + "'");
    }

    @Test
    void localKeepsItsStateInFiles() {
        assertProblem(
                Sample.of("local").set("/backend", "{\"type\": \"cloud\", \"organization\": \"example\"}"),
                "/backend/type",
                "must be local in the local environment, because its emulator is out of reach for any other");
    }

    @Test
    void localIsNeverProtected() {
        assertProblem(
                Sample.of("local").set("/protected", "true"),
                "/protected",
                "must be false in the local environment, because the emulator keeps nothing");
    }

    @Test
    void protectedNeedsAuthorization() {
        assertProblem(
                Sample.of("prod").set("/api/authorization", "\"none\""),
                "/api/authorization",
                "must be cognito in a protected environment, because without it anybody may call the API");
    }

    @Test
    void protectedNeedsItsStateElsewhere() {
        assertProblem(
                Sample.of("prod").set("/backend", "{\"type\": \"local\"}"),
                "/backend/type",
                "must be s3 or cloud in a protected environment, because a file on one machine is easily lost");
    }

    @Test
    void protectedNeedsItsOwnKey() {
        assertProblem(
                Sample.of("prod").set("/images/encryption", "\"s3\""),
                "/images/encryption",
                "must be kms in a protected environment, because it holds visitors' faces");
    }

    @Test
    void protectedNeedsSomebodyToAlarm() {
        Problem expected = new Problem(
                "/alarms/email", "is missing; a protected environment needs somebody who hears of its alarms");

        assertThat(Sample.of("prod").remove("/alarms").problems(directory)).containsExactly(expected);
        assertThat(Sample.of("prod").set("/alarms", "{}").problems(directory)).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://gallery.example.com", "*"})
    void protectedNeedsHttpsOrigins(String origin) {
        assertProblem(
                Sample.of("prod").set("/api/allowedOrigins", "[\"" + origin + "\"]"),
                "/api/allowedOrigins/0",
                "must be an https origin in a protected environment, but is '" + origin + "'");
    }

    @Test
    void protectedKeepsItsPortraits() {
        assertProblem(
                Sample.of("prod").set("/images/retentionDays/baseImage", "30"),
                "/images/retentionDays/baseImage",
                "must be left out in a protected environment, because the gallery's own portraits would expire");
        assertThat(Sample.of("dev")
                        .set("/images/retentionDays/baseImage", "30")
                        .load(directory)
                        .images()
                        .retentionOf(ImagePrefix.BASE_IMAGE))
                .hasValue(30);
    }

    @Test
    void anyOriginStandsAlone() {
        assertProblem(
                Sample.of("dev").set("/api/allowedOrigins", "[\"*\", \"https://a.example.com\"]"),
                "/api/allowedOrigins",
                "holds '*', which admits every origin, beside others; keep either");
    }

    @Test
    void originsLeaveTheirSchemesPortOut() {
        assertProblem(
                Sample.of("dev")
                        .set("/api/allowedOrigins", "[\"https://a.example.com:80\", \"https://a.example.com:443\"]"),
                "/api/allowedOrigins/1",
                "must not name the scheme's own port, because browsers leave it out; write 'https://a.example.com'");
        assertProblem(
                Sample.of("dev").set("/api/allowedOrigins/1", "\"http://a.example.com:80\""),
                "/api/allowedOrigins/1",
                "must not name the scheme's own port, because browsers leave it out; write 'http://a.example.com'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Stack", "environment", "Application", "ManagedBy"})
    void tagsOfTheStacksAreTaken(String tag) {
        assertProblem(
                Sample.of("dev").set("/tags/" + tag, "\"x\""),
                "/tags/" + tag,
                "is a tag that the stacks set themselves; choose another name");
    }

    @Test
    void tagsDifferInMoreThanCase() {
        assertProblem(
                Sample.of("dev").set("/tags/owner", "\"x\""),
                "/tags/owner",
                "differs from 'Owner' in upper and lower case alone, which IAM refuses");
    }

    @Test
    void theStatesKeyIsInTheStatesRegion() {
        assertProblem(
                Sample.of("prod").set("/backend/region", "\"eu-west-1\""),
                "/backend/kmsKey",
                "must be a key of the bucket's region eu-west-1, but is one of eu-central-1");
    }

    @Test
    void theApisCertificateIsInItsRegion() {
        assertProblem(
                Sample.of("prod")
                        .set(
                                "/api/domain/certificate",
                                "\"arn:aws:acm:us-east-1:777788889999:certificate/1234abcd-12ab-34cd-86ef-1234567890ab\""),
                "/api/domain/certificate",
                "must be a certificate of the region eu-central-1, but is one of us-east-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"facechain", "gfpgan"})
    void capacityHasItsBoundsInOrder(String model) {
        String endpoint = "/inference/" + model;
        assertProblem(
                Sample.of("dev").set(endpoint + "/minCapacity", "3").set(endpoint + "/maxCapacity", "2"),
                endpoint + "/minCapacity",
                "must not be above maxCapacity (2), but is 3");
        assertThat(Sample.of("dev")
                        .set(endpoint + "/minCapacity", "2")
                        .set(endpoint + "/maxCapacity", "2")
                        .problems(directory))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"facechain", "gfpgan"})
    void realtimeAlwaysRuns(String model) {
        String endpoint = "/inference/" + model;
        assertProblem(
                Sample.of("dev").set(endpoint + "/mode", "\"realtime\""),
                endpoint + "/minCapacity",
                "must be at least 1 in realtime mode, because only async endpoints scale to zero");
        assertThat(Sample.of("dev")
                        .set(endpoint + "/mode", "\"realtime\"")
                        .set(endpoint + "/minCapacity", "1")
                        .problems(directory))
                .isEmpty();
    }

    @Test
    void rulesWorkWhateverElseIsBroken() {
        List<Problem> problems = Sample.of("prod")
                .set("/api", "{\"authorization\": \"none\", \"allowedOrigins\": [5, \"*\"], \"surprise\": 1}")
                .set("/tags", "[1]")
                .set("/inference", "\"none\"")
                .set("/backend/kmsKey", "\"arn:aws:kms:eu-west-1:1:x\"")
                .remove("/account")
                .problems(directory);

        assertThat(problems)
                .extracting(Problem::pointer)
                .contains(
                        "/account",
                        "/api/authorization",
                        "/api/allowedOrigins",
                        "/api/allowedOrigins/0",
                        "/api/allowedOrigins/1",
                        "/api/surprise",
                        "/api/throttle",
                        "/tags",
                        "/inference",
                        "/backend/kmsKey");
    }

    private void assertProblem(Sample sample, String pointer, String message) {
        assertThat(sample.problems(directory)).containsExactly(new Problem(pointer, message));
    }
}
