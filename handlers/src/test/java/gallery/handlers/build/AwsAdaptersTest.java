package gallery.handlers.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gallery.handlers.build.Build.FailedPhase;
import gallery.handlers.build.ScriptedAws.Request;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codebuild.model.InvalidInputException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** The exact requests to AWS, and what becomes of its answers. */
class AwsAdaptersTest {

    private static final ImageTag TAG = new ImageTag("0123456789abcdef");

    private ScriptedAws aws;

    @BeforeEach
    void start() throws IOException {
        aws = new ScriptedAws();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void readsAFailedBuild() {
        aws.answering(ScriptedAws.recorded("batch-get-builds-failed.json"));

        assertThat(builds().find("gallery-dev-facechain-build:1"))
                .hasValue(new Build(
                        "gallery-dev-facechain-build:7d1c8e0a-6d6c-4f6e-9b7b-0d3b5a3e2f11",
                        Optional.of("0123456789abcdef"),
                        "FAILED",
                        Instant.parse("2026-02-27T10:00:00.500Z"),
                        "COMPLETED",
                        Optional.of(new FailedPhase(
                                "BUILD",
                                "COMMAND_EXECUTION_ERROR: Error while executing command: docker buildx build. Reason: exit"
                                        + " status 1")),
                        Optional.of("https://console.aws.amazon.com/cloudwatch/home?region=eu-central-1#logEvent:group="
                                + "/aws/codebuild/gallery-dev-facechain-build;stream=7d1c8e0a")));
        assertThat(aws.requests())
                .containsExactly(new Request("BatchGetBuilds", "{\"ids\":[\"gallery-dev-facechain-build:1\"]}"));
    }

    @Test
    void readsARunningBuild() {
        aws.answering(ScriptedAws.recorded("batch-get-builds-running.json"));

        Build build = builds().find("p:1").orElseThrow();

        assertThat(build.isRunning()).isTrue();
        assertThat(build.phase()).isEqualTo("DOWNLOAD_SOURCE");
        assertThat(build.failure()).isEmpty();
        assertThat(build.isOf(TAG)).isTrue();
    }

    @Test
    void readsABuildOfWhichLittleIsKnownYet() {
        aws.answering("{\"builds\":[{\"id\":\"p:1\",\"buildStatus\":\"IN_PROGRESS\"}]}");

        assertThat(builds().find("p:1"))
                .hasValue(new Build(
                        "p:1",
                        Optional.empty(),
                        "IN_PROGRESS",
                        Instant.MAX,
                        "SUBMITTED",
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void readsAFailedPhaseThatSaysNothing() {
        aws.answering(
                "{\"builds\":[{\"id\":\"p:1\",\"buildStatus\":\"TIMED_OUT\",\"phases\":[{\"phaseType\":\"QUEUED\","
                        + "\"phaseStatus\":\"TIMED_OUT\",\"contexts\":[{\"statusCode\":\"\",\"message\":\"\"}]}]}]}");

        assertThat(builds().find("p:1").flatMap(Build::failure))
                .hasValue(new FailedPhase("QUEUED", "CodeBuild gives no reason"));
    }

    @Test
    void anIdThatCodeBuildDoesNotKnow() {
        aws.answering("{\"builds\":[],\"buildsNotFound\":[\"p:1\"]}");

        assertThat(builds().find("p:1")).isEmpty();
    }

    @Test
    void readsPagesOnlyAsFarAsNeeded() {
        aws.answering("{\"ids\":[\"p:4\",\"p:3\"],\"nextToken\":\"more\"}")
                .answering("{\"builds\":[" + build("p:3", 3) + "," + build("p:4", 4) + "]}")
                .answering("{\"ids\":[\"p:2\",\"p:1\"],\"nextToken\":\"evenmore\"}")
                .answering("{\"builds\":[" + build("p:2", 2) + "," + build("p:1", 1) + "]}");

        assertThat(builds().newestFirst().limit(3).map(Build::id)).containsExactly("p:4", "p:3", "p:2");
        assertThat(aws.requests())
                .containsExactly(
                        new Request("ListBuildsForProject", "{\"projectName\":\"p\",\"sortOrder\":\"DESCENDING\"}"),
                        new Request("BatchGetBuilds", "{\"ids\":[\"p:4\",\"p:3\"]}"),
                        new Request(
                                "ListBuildsForProject",
                                "{\"projectName\":\"p\",\"sortOrder\":\"DESCENDING\",\"nextToken\":\"more\"}"),
                        new Request("BatchGetBuilds", "{\"ids\":[\"p:2\",\"p:1\"]}"));
    }

    @Test
    void asksForAtMostAHundredBuildsAtOnce() {
        String ids = IntStream.range(0, 205).mapToObj(i -> "\"p:" + i + "\"").collect(Collectors.joining(","));
        aws.answering("{\"ids\":[" + ids + "]}")
                .answering("{\"builds\":[" + build("p:0", 3) + "]}")
                .answering("{\"builds\":[" + build("p:100", 2) + "]}")
                .answering("{\"builds\":[" + build("p:200", 1) + "]}");

        assertThat(builds().newestFirst().map(Build::id)).containsExactly("p:0", "p:100", "p:200");
        assertThat(aws.requests().stream()
                        .filter(request -> request.operation().equals("BatchGetBuilds"))
                        .map(request -> request.body().split(",", -1).length))
                .containsExactly(100, 100, 5);
    }

    @Test
    void aProjectWithoutBuilds() {
        aws.answering("{\"ids\":[]}");

        assertThat(builds().newestFirst()).isEmpty();
        assertThat(aws.requests()).hasSize(1);
    }

    @Test
    void startsABuildOfOneTag() {
        aws.answering("{\"build\":" + build("p:9", 9) + "}");

        assertThat(new CodeBuildStarter(aws.codeBuild(), "p", "sources")
                        .start(TAG, "token")
                        .id())
                .isEqualTo("p:9");
        assertThat(aws.requests())
                .containsExactly(new Request(
                        "StartBuild",
                        "{\"projectName\":\"p\",\"environmentVariablesOverride\":[{\"name\":\"IMAGE_TAG\",\"value\":"
                                + "\"0123456789abcdef\",\"type\":\"PLAINTEXT\"}],\"sourceTypeOverride\":\"S3\","
                                + "\"sourceLocationOverride\":\"sources/0123456789abcdef.zip\",\"idempotencyToken\":"
                                + "\"token\"}"));
    }

    @Test
    void throttlingAndTransientFaultsAreRepeatedWithTheSameToken() {
        aws.answering(400, "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}")
                .answering(503, "{}")
                .answering("{\"build\":" + build("p:9", 9) + "}");

        assertThat(new CodeBuildStarter(aws.codeBuild(), "p", "sources")
                        .start(TAG, "token")
                        .id())
                .isEqualTo("p:9");
        assertThat(aws.requests())
                .hasSize(3)
                .allMatch(request -> request.body().contains("\"idempotencyToken\":\"token\""));
    }

    @Test
    void refusalsAreNotRepeated() {
        aws.answering(400, "{\"__type\":\"InvalidInputException\",\"message\":\"Invalid build ID provided\"}");

        assertThatThrownBy(() -> builds().find("nonsense"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Invalid build ID provided");
        assertThat(aws.requests()).hasSize(1);
    }

    @Test
    void anImageThatIsThere() {
        aws.answering("{\"imageDetails\":[{\"imageTags\":[\"0123456789abcdef\"]}]}");

        assertThat(new EcrImages(aws.ecr(), "repository").hold(TAG)).isTrue();
        assertThat(aws.requests())
                .containsExactly(new Request(
                        "DescribeImages",
                        "{\"repositoryName\":\"repository\",\"imageIds\":[{\"imageTag\":\"0123456789abcdef\"}]}"));
    }

    @Test
    void anImageThatIsNotThere() {
        aws.answering(400, "{\"__type\":\"ImageNotFoundException\",\"message\":\"The image does not exist\"}");

        assertThat(new EcrImages(aws.ecr(), "repository").hold(TAG)).isFalse();
    }

    @Test
    void aMissingRepositoryIsNoMissingImage() {
        aws.answering(400, "{\"__type\":\"RepositoryNotFoundException\",\"message\":\"no such repository\"}");

        assertThatThrownBy(() -> new EcrImages(aws.ecr(), "repository").hold(TAG))
                .isInstanceOf(RepositoryNotFoundException.class);
    }

    private Builds builds() {
        return new CodeBuildBuilds(aws.codeBuild(), "p");
    }

    private static String build(String id, int started) {
        return "{\"id\":\"" + id + "\",\"buildStatus\":\"SUCCEEDED\",\"startTime\":" + started + "}";
    }
}
