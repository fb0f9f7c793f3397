package gallery.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import gallery.handlers.function.JsonText;
import gallery.handlers.json.JsonObject;
import gallery.handlers.testing.FunctionJar;
import gallery.handlers.testing.LambdaFunction;
import gallery.handlers.testing.LambdaFunction.Answer;
import gallery.handlers.testing.Photos;
import gallery.handlers.testing.Queues;
import gallery.handlers.testing.SageMakerStandIn;
import gallery.handlers.testing.TestCloud;
import gallery.handlers.testing.UserPool;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The very jar that is deployed, each function in Lambda's own Java runtime: from the request for an upload to the picture
 * that is shown, with moto's S3, EventBridge, SQS, DynamoDB and Cognito between them.
 */
class ImagePipelineIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String JAR = "image-functions.jar";

    private static final String UPLOAD = "gallery.handlers.api.ImageUploadHandler";
    private static final String RETRIEVAL = "gallery.handlers.api.ImageRetrievalHandler";
    private static final String AGREEMENT = "gallery.handlers.api.UserAgreementHandler";
    private static final String CROP = "gallery.handlers.images.FaceCropHandler";
    private static final String SWAP = "gallery.handlers.images.FaceSwapHandler";
    private static final String COMPLETION = "gallery.handlers.images.FaceSwapCompletionHandler";

    @TempDir
    static Path unpacked;

    private static TestCloud cloud;
    private static SageMakerStandIn sageMaker;
    private static UserPool users;
    private static Queues queues;
    private static String cropQueue;
    private static String swapQueue;
    private static String completionQueue;
    private static final Map<String, LambdaFunction> FUNCTIONS = new TreeMap<>();

    @BeforeAll
    static void start() throws Exception {
        FunctionJar.unpack(FunctionJar.of(JAR), unpacked);
        cloud = TestCloud.start();
        sageMaker = new SageMakerStandIn(cloud);
        users = new UserPool(cloud);
        queues = new Queues(cloud);
        cropQueue = queues.create("gallery-local-face-crop", "images/face-image/");
        swapQueue = queues.create("gallery-local-face-swap", "images/face-cropped/");
        completionQueue = queues.create(
                "gallery-local-face-swap-completion", "images/face-swapped/", "images/results/", "inference/failure/");
        cloud.s3()
                .putBucketNotificationConfiguration(put -> put.bucket(TestCloud.BUCKET)
                        .notificationConfiguration(all -> all.eventBridgeConfiguration(on -> {})));
        cloud.baseImage("renaissance", "female", "light", "portrait");
        cloud.upload("images/base-image/portrait.jpeg", Photos.portrait());
        for (String handler : new String[] {UPLOAD, RETRIEVAL, AGREEMENT, CROP, SWAP, COMPLETION}) {
            FUNCTIONS.put(handler, function(handler, Map.of()));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        // Also when the start failed half way: whatever runs is stopped.
        for (LambdaFunction function : FUNCTIONS.values()) {
            function.close();
        }
        for (AutoCloseable running : new AutoCloseable[] {sageMaker, cloud}) {
            if (running != null) {
                running.close();
            }
        }
    }

    @Test
    void fromTheRequestForAnUploadToThePictureThatIsShown() throws Exception {
        String mara = users.signIn("mara");
        JsonObject uploaded = ok(call(UPLOAD, mara, null, uploadOf("mara")));
        String id = uploaded.text("uuid").orElseThrow();
        assertThat(status(mara, "mara")).isEqualTo("UPLOAD_REQUESTED");

        put(uploaded.text("uploadUrl").orElseThrow(), Photos.portrait());
        assertThat(queues.deliver(cropQueue, function(CROP))).isPositive();
        assertThat(status(mara, "mara")).isEqualTo("CROPPED");
        assertThat(Photos.decoded(cloud.download("images/face-cropped/" + id + ".jpeg"))
                        .getWidth())
                .isBetween(140, 156);

        assertThat(queues.deliver(swapQueue, function(SWAP))).isPositive();
        assertThat(status(mara, "mara")).isEqualTo("SWAPPING");
        sageMaker.work();
        assertThat(queues.deliver(completionQueue, function(COMPLETION))).isPositive();
        assertThat(status(mara, "mara")).isEqualTo("RESTORING");
        sageMaker.work();
        assertThat(queues.deliver(completionQueue, function(COMPLETION))).isPositive();

        JsonObject shown = ok(call(RETRIEVAL, mara, "mara", ""));
        assertThat(shown.text("uuid")).contains(id);
        assertThat(shown.text("story")).contains("The story of portrait");
        assertThat(fetch(shown.text("imageUrl").orElseThrow()))
                .isEqualTo(cloud.download("images/results/" + id + ".jpeg"));
        assertThat(sageMaker.started()).hasSize(2);

        JsonObject agreed = ok(call(AGREEMENT, mara, null, agreementOf("mara", id + ".jpeg")));
        assertThat(agreed.text("message")).isPresent();

        for (Map.Entry<String, LambdaFunction> function : FUNCTIONS.entrySet()) {
            assertThat(function.getValue().log())
                    .as(function.getKey())
                    .doesNotContain("mara")
                    .doesNotContain("SLF4J")
                    .doesNotContain("ERROR");
        }
    }

    @Test
    void anotherUsersTokenIsRefused() throws Exception {
        String eve = users.signIn("eve");
        users.signIn("victim");

        for (Answer answer : new Answer[] {
            call(UPLOAD, eve, null, uploadOf("victim")),
            call(RETRIEVAL, eve, "victim", ""),
            call(AGREEMENT, eve, null, agreementOf("victim", "01955555-5555-7555-8555-555555555555")),
            call(RETRIEVAL, null, "victim", "")
        }) {
            assertThat(JsonObject.parse(answer.body()).value("statusCode"))
                    .as(answer.body())
                    .contains(403);
        }
        assertThat(JsonObject.parse(call(RETRIEVAL, eve, "eve", "").body()).value("statusCode"))
                .contains(404);
    }

    @Test
    void aPoisonMessageEndsInTheDeadLetterQueueAndHoldsNobodyUp() throws Exception {
        String nora = users.signIn("nora");
        queues.send(cropQueue, "poison");
        JsonObject uploaded = ok(call(UPLOAD, nora, null, uploadOf("nora")));
        put(uploaded.text("uploadUrl").orElseThrow(), Photos.portrait());

        // Received three times, it is moved by the fourth try.
        for (int i = 0; i < 5; i++) {
            queues.deliver(cropQueue, function(CROP));
        }

        assertThat(queues.depth(Queues.deadLetters(cropQueue))).isEqualTo(1);
        assertThat(queues.depth(cropQueue)).isZero();
        assertThat(status(nora, "nora")).isEqualTo("CROPPED");
    }

    @Test
    void allMissingVariablesAreNamedWhenAFunctionStarts() throws Exception {
        Map<String, String> nothing = new HashMap<>();
        cloud.variables().keySet().stream()
                .filter(name -> !name.startsWith("AWS"))
                .forEach(name -> nothing.put(name, ""));
        try (LambdaFunction function = function(CROP, nothing)) {
            Answer answer = function.answer(TIMEOUT);

            assertThat(answer.path()).isEqualTo("init/error");
            assertThat(answer.body())
                    .contains("the function lacks the environment variables IMAGE_BUCKET, PROCESS_TABLE,"
                            + " MAX_UPLOAD_BYTES, MAX_PIXELS, FACE_DETECTOR, ENVIRONMENT; deploy its stack again");
        }
    }

    @Test
    void functionsPrimeThemselvesBeforeASnapshot() throws Exception {
        for (String handler : FUNCTIONS.keySet()) {
            int before = cloud.items(TestCloud.PROCESS_TABLE).size();
            try (LambdaFunction function = function(handler, Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"))) {
                Answer answer = function.invoke("{\"Records\":[]}", TIMEOUT);

                assertThat(answer.isError()).as(handler + answer.body()).isFalse();
            }
            assertThat(cloud.items(TestCloud.PROCESS_TABLE)).hasSize(before);
        }
    }

    @Test
    void theJarHoldsNothingItDoesNotNeed() throws IOException {
        try (ZipFile jar = new ZipFile(FunctionJar.of(JAR).toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains(
                            "gallery/handlers/images/FaceCropHandler.class",
                            "gallery/handlers/faces/lbpcascade_frontalface_improved.xml",
                            "META-INF/services/javax.imageio.spi.ImageReaderSpi")
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("netty"))
                    .noneMatch(name -> name.startsWith("org/apache/http"))
                    .noneMatch(name -> name.startsWith("codegen-resources"))
                    .noneMatch(name -> name.startsWith("gallery/handlers/build"))
                    .noneMatch(name -> name.startsWith("software/amazon/awssdk/services/codebuild"))
                    .noneMatch(name -> name.startsWith("software/amazon/awssdk/services/ecr"));
        }
    }

    private static String uploadOf(String user) {
        return JsonText.object(Map.of("userId", user, "theme", "renaissance", "gender", "female", "skin", "light"));
    }

    private static String agreementOf(String user, String id) {
        return JsonText.object(
                Map.of("id", id, "name", "M", "agree", true, "savedAt", "2026-03-01T12:00:00.000Z", "userId", user));
    }

    /** Calls an HTTP function as API Gateway does, which has checked the token. */
    private static Answer call(String handler, @Nullable String token, @Nullable String userId, String body)
            throws Exception {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("requestId", "gateway-1");
        if (token != null) {
            context.put("authorizer", Map.of("claims", users.claims(token)));
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("resource", "/apis/images/upload");
        event.put("path", "/apis/images/upload");
        event.put("httpMethod", body.isEmpty() ? "GET" : "POST");
        event.put("headers", Map.of("origin", "https://gallery.example.com"));
        if (userId != null) {
            event.put("pathParameters", Map.of("userId", URLEncoder.encode(userId, StandardCharsets.UTF_8)));
        }
        event.put("requestContext", context);
        event.put("body", body);
        event.put("isBase64Encoded", false);
        return function(handler).invoke(JsonText.object(event), TIMEOUT);
    }

    private static JsonObject ok(Answer answer) throws Exception {
        JsonObject response = JsonObject.parse(answer.body());
        assertThat(response.value("statusCode")).as(answer.body()).contains(200);
        assertThat(response.inner("headers").text("Access-Control-Allow-Origin"))
                .contains("https://gallery.example.com");
        return JsonObject.parse(response.text("body").orElseThrow());
    }

    private static String status(String token, String userId) throws Exception {
        JsonObject response =
                JsonObject.parse(call(RETRIEVAL, token, userId, "").body());
        assertThat(response.value("statusCode")).contains(404);
        return JsonObject.parse(response.text("body").orElseThrow())
                .text("status")
                .orElseThrow();
    }

    private static void put(String url, byte[] photograph) throws Exception {
        assertThat(HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(url))
                                        .header("Content-Type", "image/jpeg")
                                        .PUT(BodyPublishers.ofByteArray(photograph))
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    private static byte[] fetch(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray())
                .body();
    }

    private static LambdaFunction function(String handler) {
        return Objects.requireNonNull(FUNCTIONS.get(handler), handler);
    }

    private static LambdaFunction function(String handler, Map<String, String> changes) throws Exception {
        Map<String, String> environment = new HashMap<>(cloud.variables());
        environment.put("AUTHORIZATION", "cognito");
        environment.put(
                "AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME", sageMaker.endpoint().toString());
        environment.putAll(changes);
        return new LambdaFunction(unpacked, handler + "::handleRequest", environment);
    }
}
