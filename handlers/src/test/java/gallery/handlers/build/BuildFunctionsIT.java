package gallery.handlers.build;

import static org.assertj.core.api.Assertions.assertThat;

import gallery.handlers.testing.FunctionJar;
import gallery.handlers.testing.LambdaFunction;
import gallery.handlers.testing.LambdaFunction.Answer;
import gallery.handlers.testing.MotoServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.ecr.EcrClient;

/** The very jar that is deployed, in Lambda's own Java runtime, against moto's CodeBuild and ECR. */
class BuildFunctionsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String JAR = "build-functions.jar";
    private static final String TRIGGER = "gallery.handlers.build.CodeBuildTriggerHandler::handleRequest";
    private static final String STATUS = "gallery.handlers.build.CodeBuildStatusHandler::handleRequest";
    private static final String PROJECT = "gallery-local-facechain-build";
    private static final String REPOSITORY = "gallery-local-facechain";
    private static final String BUCKET = "gallery-local-facechain-source-123456789012";
    private static final Pattern BUILD_ID = Pattern.compile("\"buildId\":\"([^\"]+)\"");

    @TempDir
    static Path unpacked;

    private static MotoServer moto;
    private static EpochTimesProxy proxy;
    private static CodeBuildClient codeBuild;
    private static EcrClient ecr;
    private static LambdaFunction trigger;
    private static LambdaFunction status;

    @BeforeAll
    static void start() throws Exception {
        FunctionJar.unpack(FunctionJar.of(JAR), unpacked);
        moto = MotoServer.start();
        proxy = new EpochTimesProxy(moto.endpoint());
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));
        codeBuild = AwsClients.codeBuild()
                .endpointOverride(proxy.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(credentials)
                .build();
        ecr = AwsClients.ecr()
                .endpointOverride(proxy.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(credentials)
                .build();
        codeBuild.createProject(project -> project.name(PROJECT)
                .source(source -> source.type(SourceType.S3).location(BUCKET + "/0000000000000000.zip"))
                .artifacts(artifacts -> artifacts.type(ArtifactsType.NO_ARTIFACTS))
                .environment(environment -> environment
                        .type(EnvironmentType.LINUX_CONTAINER)
                        .computeType(ComputeType.BUILD_GENERAL1_LARGE)
                        .image("aws/codebuild/amazonlinux-x86_64-standard:5.0"))
                .serviceRole("arn:aws:iam::123456789012:role/build"));
        ecr.createRepository(repository -> repository.repositoryName(REPOSITORY));
        trigger = function(TRIGGER, Map.of());
        status = function(STATUS, Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        // Also when the start failed half way: whatever runs is stopped.
        for (AutoCloseable running : new AutoCloseable[] {trigger, status, proxy, moto}) {
            if (running != null) {
                running.close();
            }
        }
    }

    @Test
    void aBuildIsStartedAndAwaited() throws InterruptedException {
        Answer started = trigger.invoke("{\"imageTag\":\"aaaaaaaaaaaaaaaa\"}", TIMEOUT);
        String buildId = buildId(started);

        assertThat(started.body())
                .isEqualTo(
                        "{\"status\":\"STARTED\",\"imageTag\":\"aaaaaaaaaaaaaaaa\",\"buildId\":\"" + buildId + "\"}");
        assertThat(codeBuild
                        .listBuildsForProject(list -> list.projectName(PROJECT))
                        .ids())
                .contains(buildId);

        Answer awaited = status.invoke(
                "{\"imageTag\":\"aaaaaaaaaaaaaaaa\",\"buildId\":\"" + buildId + "\",\"last\":true}", TIMEOUT);
        assertThat(awaited.body())
                .isEqualTo(
                        "{\"status\":\"SUCCEEDED\",\"imageTag\":\"aaaaaaaaaaaaaaaa\",\"buildId\":\"" + buildId + "\"}");
        assertThat(status.log())
                .contains("\"message\":\"SUCCEEDED\"", "\"buildId\":\"" + buildId + "\"")
                .doesNotContain("SLF4J");
    }

    @Test
    void aBuildIsStartedByTheArrivalOfItsSources() throws InterruptedException {
        Answer started = trigger.invoke(objectCreated("bbbbbbbbbbbbbbbb.zip"), TIMEOUT);

        assertThat(started.body()).startsWith("{\"status\":\"STARTED\",\"imageTag\":\"bbbbbbbbbbbbbbbb\"");
        assertThat(buildId(started)).startsWith(PROJECT + ":");
    }

    @Test
    void anImageThatIsThereNeedsNoBuild() throws InterruptedException {
        ecr.putImage(image -> image.repositoryName(REPOSITORY)
                .imageTag("cccccccccccccccc")
                .imageManifest("{\"schemaVersion\":2,"
                        + "\"mediaType\":\"application/vnd.docker.distribution.manifest.v2+json\"}"));

        assertThat(trigger.invoke("{\"imageTag\":\"cccccccccccccccc\"}", TIMEOUT)
                        .body())
                .isEqualTo("{\"status\":\"PRESENT\",\"imageTag\":\"cccccccccccccccc\"}");
        assertThat(status.invoke("{\"imageTag\":\"cccccccccccccccc\",\"buildId\":null}", TIMEOUT)
                        .body())
                .isEqualTo("{\"status\":\"SUCCEEDED\",\"imageTag\":\"cccccccccccccccc\"}");
    }

    @Test
    void neitherBuildNorImage() throws InterruptedException {
        assertError(
                status.invoke("{\"imageTag\":\"dddddddddddddddd\"}", TIMEOUT),
                BuildMissingException.class,
                "there is neither a build nor an image of dddddddddddddddd; put its sources into the source bucket again"
                        + " to build it");
    }

    @Test
    void badEventsAreAnsweredWithASentence() throws InterruptedException {
        String noObject = "the event must be a JSON object such as {\\\"imageTag\\\": \\\"0123456789abcdef\\\"}";
        for (String event : List.of("[]", "\"text\"", "5", "null")) {
            assertError(trigger.invoke(event, TIMEOUT), InvalidEventException.class, noObject);
            assertError(status.invoke(event, TIMEOUT), InvalidEventException.class, noObject);
        }
        assertError(
                trigger.invoke(objectCreated("readme.txt"), TIMEOUT),
                InvalidEventException.class,
                "the object's key must be 16 lower-case hexadecimal digits and .zip, but is 'readme.txt'");
        assertError(
                status.invoke("{\"imageTag\":\"latest\"}", TIMEOUT),
                InvalidEventException.class,
                "the event's imageTag must be 16 lower-case hexadecimal digits, but is 'latest'");
    }

    @Test
    void awsRefusalsAreSentences() throws Exception {
        try (LambdaFunction function = function(TRIGGER, Map.of("REPOSITORY_NAME", "gone"))) {
            Answer answer = function.invoke("{\"imageTag\":\"eeeeeeeeeeeeeeee\"}", TIMEOUT);

            assertThat(answer.isError()).isTrue();
            assertThat(answer.body())
                    .contains(AwsRequestException.class.getName(), "The repository with name 'gone' does not exist")
                    .contains("\"stackTrace\":[]");
        }
    }

    @Test
    void allMissingVariablesAreNamedWhenTheFunctionStarts() throws Exception {
        try (LambdaFunction function =
                function(TRIGGER, Map.of("PROJECT_NAME", "", "REPOSITORY_NAME", "", "SOURCE_BUCKET", ""))) {
            Answer answer = function.answer(TIMEOUT);

            assertThat(answer.path()).isEqualTo("init/error");
            assertThat(answer.body())
                    .contains(
                            "the function lacks the environment variables PROJECT_NAME, REPOSITORY_NAME, SOURCE_BUCKET");
        }
    }

    @Test
    void theJarHoldsNoOtherHttpClientAndNoSourcesOfTheSdk() throws IOException {
        try (ZipFile jar = new ZipFile(FunctionJar.of(JAR).toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains("gallery/handlers/build/CodeBuildTriggerHandler.class", "META-INF/LICENSE.txt")
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("netty"))
                    .noneMatch(name -> name.startsWith("org/apache/http"))
                    .noneMatch(name -> name.startsWith("codegen-resources"))
                    .noneMatch(name -> name.startsWith("META-INF/maven"))
                    .noneMatch(name -> name.startsWith("gallery/handlers/images"))
                    .noneMatch(name -> name.startsWith("software/amazon/awssdk/services/s3"));
        }
    }

    private static void assertError(Answer answer, Class<?> type, String message) {
        assertThat(answer.isError()).as(answer.body()).isTrue();
        assertThat(answer.body())
                .contains("\"errorMessage\":\"" + message + "\"", "\"errorType\":\"" + type.getName() + "\"")
                .contains("\"stackTrace\":[]");
    }

    private static String buildId(Answer answer) {
        Matcher id = BUILD_ID.matcher(answer.body());
        assertThat(id.find()).as(answer.body()).isTrue();
        return id.group(1);
    }

    private static String objectCreated(String key) {
        return "{\"version\":\"0\",\"source\":\"aws.s3\",\"detail-type\":\"Object Created\",\"detail\":{\"version\":\"0\","
                + "\"bucket\":{\"name\":\"" + BUCKET + "\"},\"object\":{\"key\":\"" + key + "\",\"size\":5}}}";
    }

    private static LambdaFunction function(String handler, Map<String, String> changes) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PROJECT_NAME", PROJECT,
                "REPOSITORY_NAME", REPOSITORY,
                "SOURCE_BUCKET", BUCKET,
                "AWS_ENDPOINT_URL", proxy.endpoint().toString()));
        environment.putAll(changes);
        return new LambdaFunction(unpacked, handler, environment);
    }
}
