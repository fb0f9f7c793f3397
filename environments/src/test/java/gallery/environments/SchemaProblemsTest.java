package gallery.environments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read when a file breaks the schema. */
class SchemaProblemsTest {

    @TempDir
    Path directory;

    static Stream<Arguments> brokenValues() {
        return Stream.of(
                // types
                broken("/region", "5", "must be a commercial AWS region such as eu-central-1, but is 5"),
                broken(
                        "/account",
                        "111122223333",
                        "must be the twelve digits of an AWS account, in quotes, but is 111122223333"),
                broken("/protected", "\"on\"", "must be true or false, but is 'on'"),
                broken("/protected", "null", "must be true or false, but has no value"),
                broken("/api", "[]", "must be a group of keys, but is a list"),
                broken("/api/allowedOrigins", "{}", "must be a list, but is a group of keys"),
                broken("/lambda/memoryMb", "\"1024\"", "must be a whole number from 128 to 10240, but is '1024'"),
                broken("/lambda/memoryMb", "1024.5", "must be a whole number from 128 to 10240, but is 1024.5"),
                // choices
                broken("/backend/type", "\"gcs\"", "must be one of local, s3, cloud, but is 'gcs'"),
                broken("/images/encryption", "\"KMS\"", "must be one of s3, kms, but is 'KMS'; did you mean 'kms'?"),
                broken("/api/authorization", "true", "must be one of cognito, none, but is true"),
                broken("/inference/facechain/mode", "\"\"", "must be one of async, realtime, but is empty"),
                broken(
                        "/builds/logRetentionDays",
                        "31",
                        "must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192,"
                                + " 2557, 2922, 3288, 3653, but is 31"),
                broken(
                        "/builds/computeType",
                        "\"BUILD_GENERAL_LARGE\"",
                        "must be one of BUILD_GENERAL1_SMALL, BUILD_GENERAL1_MEDIUM, BUILD_GENERAL1_LARGE,"
                                + " BUILD_GENERAL1_XLARGE, BUILD_GENERAL1_2XLARGE, but is 'BUILD_GENERAL_LARGE'; did you"
                                + " mean 'BUILD_GENERAL1_LARGE' or 'BUILD_GENERAL1_XLARGE'?"),
                // ranges
                broken("/lambda/memoryMb", "64", "must be a whole number from 128 to 10240, but is 64"),
                broken("/lambda/timeoutSeconds", "901", "must be a whole number from 1 to 900, but is 901"),
                broken("/lambda/timeoutSeconds", "1e30", "must be a whole number from 1 to 900, but is 1.0E30"),
                broken(
                        "/images/maxPixels",
                        "99999999999999999999999",
                        "must be a whole number from 1000000 to 100000000, but is 99999999999999999999999"),
                broken("/images/retentionDays/faceImage", "0", "must be a number of days from 1 to 3650, but is 0"),
                broken("/builds/timeoutMinutes", "61", "must be a whole number from 5 to 60, but is 61"),
                // forms
                broken(
                        "/region",
                        "\"us-gov-west-1\"",
                        "must be a commercial AWS region such as eu-central-1, but is 'us-gov-west-1'"),
                broken(
                        "/region",
                        "\"cn-north-1\"",
                        "must be a commercial AWS region such as eu-central-1, but is 'cn-north-1'"),
                broken("/account", "\"1111\"", "must be the twelve digits of an AWS account, in quotes, but is '1111'"),
                broken(
                        "/inference/gfpgan/instanceType",
                        "\"g4dn.xlarge\"",
                        "must be a SageMaker instance type such as ml.g4dn.xlarge, but is 'g4dn.xlarge'"),
                broken("/alarms/email", "\"somebody\"", "must be an e-mail address, but is 'somebody'"),
                broken(
                        "/backend/bucket",
                        "\"Bucket_1\"",
                        "must be a bucket name of 3 to 63 lower-case letters, digits and inner hyphens, but is"
                                + " 'Bucket_1'"),
                broken(
                        "/backend/keyPrefix",
                        "\"gallery/\"",
                        "must be parts of letters, digits, dots, hyphens and underscores, joined by single slashes and"
                                + " without one at either end, such as gallery/prod, but is 'gallery/'"),
                broken(
                        "/backend/kmsKey",
                        "\"alias/state\"",
                        "must be the ARN of a KMS key, such as"
                                + " arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-86ef-1234567890ab, but is"
                                + " 'alias/state'"),
                broken(
                        "/tags/Owner",
                        "\"#1\"",
                        "must be at most 256 letters, digits, spaces or + - = . _ : / @, but is '#1'"),
                broken(
                        "/tags/aws:x",
                        "\"a\"",
                        "the name must be 1 to 128 letters, digits, spaces or + - = . _ : / @, and not begin with aws:,"
                                + " but is 'aws:x'"),
                broken(
                        "/tags/Owner",
                        "\"" + "#".repeat(100) + "\"",
                        "must be at most 256 letters, digits, spaces or + - = . _ : / @, but is '" + "#".repeat(60)
                                + "…'"),
                // lists
                broken("/api/allowedOrigins", "[]", "must hold at least 1 entry"),
                broken(
                        "/api/allowedOrigins",
                        "[\"https://a.example.com\", \"https://a.example.com\"]",
                        "holds the same entry twice; remove one of them"),
                broken(
                        "/tags",
                        "{\"a\":\"\",\"b\":\"\",\"c\":\"\",\"d\":\"\",\"e\":\"\",\"f\":\"\",\"g\":\"\"}",
                        "must hold at most 6 entries, but holds 7"),
                // keys
                broken("/regoin", "\"eu-central-1\"", "unknown key 'regoin'; did you mean 'region'?"),
                broken("/api/throttle/qqq", "1", "unknown key 'qqq'; known here: rate, burst"),
                broken(
                        "/a~1b",
                        "1",
                        "unknown key 'a/b'; known here: region, account, protected, backend, tags, api, images, inference,"
                                + " builds, lambda, alarms, endpointUrl"),
                broken(
                        "/backend/prefix",
                        "\"a\"",
                        "unknown key 'prefix'; known here: type, bucket, keyPrefix, region, kmsKey"),
                broken("/images/retentionDays/faceimage", "3", "unknown key 'faceimage'; did you mean 'faceImage'?"));
    }

    private static Arguments broken(String pointer, String json, String message) {
        return Arguments.of(pointer, json, message);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("brokenValues")
    void brokenValue(String pointer, String json, String message) {
        assertThat(Sample.of("dev").set(pointer, json).problems(directory))
                .containsExactly(new Problem(pointer, message));
    }

    static Stream<Arguments> goodOrigins() {
        return Stream.of(
                        "*",
                        "http://localhost:3000",
                        "https://gallery.example.com",
                        "https://a-b.example.com:8443",
                        "http://[::1]:3000",
                        "http://127.0.0.1:65535")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("goodOrigins")
    void goodOrigin(String origin) {
        assertThat(Sample.of("dev")
                        .set("/api/allowedOrigins", "[\"" + origin + "\"]")
                        .problems(directory))
                .isEmpty();
    }

    static Stream<Arguments> badOrigins() {
        return Stream.of(
                        "https://gallery.example.com/",
                        "https://gallery.example.com/path",
                        "https://Gallery.example.com",
                        "gallery.example.com",
                        "ftp://gallery.example.com",
                        "https://*.example.com",
                        "https://user@gallery.example.com",
                        "https://",
                        "http://localhost:0",
                        "http://localhost:65536",
                        "https://gallery.example.com\\nx",
                        "null")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("badOrigins")
    void badOrigin(String origin) {
        assertThat(Sample.of("dev")
                        .set("/api/allowedOrigins", "[\"https://a.example.com\", \"" + origin + "\"]")
                        .problems(directory))
                .containsExactly(new Problem(
                        "/api/allowedOrigins/1",
                        "must be an origin in lower case and without a path, such as https://gallery.example.com, but is '"
                                + origin.replace("\\n", " ") + "'"));
    }

    @Test
    void aMissingKeySaysWhatBelongsThere() {
        assertThat(Sample.of("dev")
                        .remove("/region")
                        .remove("/backend/bucket")
                        .remove("/images/encryption")
                        .remove("/inference/gfpgan/minCapacity")
                        .remove("/lambda/snapStart")
                        .remove("/lambda/logRetentionDays")
                        .remove("/builds")
                        .problems(directory))
                .containsExactlyInAnyOrder(
                        new Problem("/region", "is missing; must be a commercial AWS region such as eu-central-1"),
                        new Problem("/builds", "is missing; must be a group of keys"),
                        new Problem(
                                "/backend/bucket",
                                "is missing; must be a bucket name of 3 to 63 lower-case letters, digits and inner"
                                        + " hyphens"),
                        new Problem("/images/encryption", "is missing; must be one of s3, kms"),
                        new Problem("/inference/gfpgan/minCapacity", "is missing; must be a whole number from 0 to 50"),
                        new Problem("/lambda/snapStart", "is missing; must be true or false"),
                        new Problem(
                                "/lambda/logRetentionDays",
                                "is missing; must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545,"
                                        + " 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653"));
    }

    @Test
    void aBackendWithoutTypeIsReportedOnce() {
        assertThat(Sample.of("dev").remove("/backend/type").problems(directory))
                .containsExactly(new Problem("/backend/type", "is missing; must be one of local, s3, cloud"));
    }

    @Test
    void problemsOfTheYamlItselfStandBesideTheOthers() {
        String text = Sample.of("dev").root().toPrettyString();
        String broken = text.substring(0, text.lastIndexOf('}'))
                + ", \"region\": \"us-east-1\", \"endpointUrl\": !!binary aGk=, ? [a] : b, \"regoin\": !!int x }";

        assertThat(Sample.problems(directory, "dev", broken))
                .containsExactly(
                        new Problem("", "has a list or a group as a key; keys are words"),
                        new Problem(
                                "/region", "is given twice, on lines 2 and " + lines(text) + "; remove one of them"),
                        new Problem(
                                "/endpointUrl", "must not carry the tag tag:yaml.org,2002:binary; write a plain value"),
                        new Problem("/regoin", "is marked as a number, but is 'x'"));
    }

    private static long lines(String text) {
        return text.lines().count();
    }

    @Test
    void problemsComeInTheOrderOfTheFile() {
        String text = """
                lambda: {memoryMb: 1, timeoutSeconds: 60, snapStart: false, logRetentionDays: 2}
                protected: true
                region: eu-central-1
                backend: {type: local}
                images: {encryption: s3, maxUploadBytes: 15000000, maxPixels: 50000000, colour: red}
                api:
                  throttle: {rate: 1, burst: 1}
                  waf: false
                  authorization: none
                  allowedOrigins:
                    - http://localhost:3000
                    - nonsense
                """;

        assertThat(Sample.problems(directory, "dev", text))
                .extracting(Problem::pointer)
                .isEqualTo(List.of(
                        "/inference",
                        "/builds",
                        "/account",
                        "/alarms/email",
                        "/lambda/memoryMb",
                        "/lambda/logRetentionDays",
                        "/backend/type",
                        "/images/encryption",
                        "/images/colour",
                        "/api/authorization",
                        "/api/allowedOrigins/0",
                        "/api/allowedOrigins/1"));
    }
}
