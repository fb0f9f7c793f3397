package gallery.handlers.api;

import static gallery.handlers.api.ApiCalls.agreementBody;
import static gallery.handlers.api.ApiCalls.as;
import static gallery.handlers.api.ApiCalls.get;
import static gallery.handlers.api.ApiCalls.post;
import static gallery.handlers.api.ApiCalls.uploadBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import gallery.handlers.function.Metrics;
import gallery.handlers.json.JsonObject;
import gallery.handlers.json.MalformedJsonException;
import gallery.handlers.process.Choice;
import gallery.handlers.process.DynamoDisplays;
import gallery.handlers.process.DynamoProcesses;
import gallery.handlers.process.FinishedImage;
import gallery.handlers.process.ImageId;
import gallery.handlers.process.ImageKind;
import gallery.handlers.process.ImageProcess;
import gallery.handlers.process.Retention;
import gallery.handlers.process.Status;
import gallery.handlers.testing.FakeContext;
import gallery.handlers.testing.Faults.Moment;
import gallery.handlers.testing.TestCloud;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three HTTP functions against moto's DynamoDB and S3; ImagePipelineIT runs them in Lambda's own runtime. */
class ApiFunctionsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Choice CHOICE = new Choice("renaissance", "female", "light");
    private static final Retention TWO_WEEKS = new Retention(14);

    private static TestCloud cloud;

    private final FakeContext context = new FakeContext();
    private Clock clock = Clock.systemUTC();
    private Authorization authorization = Authorization.NONE;

    @BeforeAll
    static void start() throws Exception {
        cloud = TestCloud.start();
        for (int i = 0; i < 4; i++) {
            cloud.baseImage("renaissance", "female", "light", "portrait-" + i);
        }
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void mend() {
        cloud.faults().clear();
    }

    @Test
    void anUploadIsWhereThePhotographCanBePut() throws Exception {
        APIGatewayProxyResponseEvent answer = upload().handleRequest(post(uploadBody("mara")), context);

        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(200);
        JsonObject body = body(answer);
        ImageId id = new ImageId(body.text("uuid").orElseThrow());
        String url = body.text("uploadUrl").orElseThrow();
        assertThat(body.values()).containsOnlyKeys("uuid", "uploadUrl");
        // How the web client finds the id for its agreement.
        Matcher agreed = Pattern.compile("face-image/(.+?)\\?").matcher(url);
        assertThat(agreed.find()).isTrue();
        assertThat(agreed.group(1)).isEqualTo(id + ".jpeg");
        assertThat(url).contains("X-Amz-Expires=300").doesNotContain("mara");

        assertThat(put(url, "image/jpeg", new byte[] {1, 2, 3})).isEqualTo(200);
        assertThat(cloud.download(ImageKind.FACE_IMAGE.key(id))).containsExactly(1, 2, 3);
        assertThat(url).contains("X-Amz-SignedHeaders=content-type%3Bhost");

        ImageProcess process = processes().find(id).orElseThrow();
        assertThat(process.status()).isEqualTo(Status.UPLOAD_REQUESTED);
        assertThat(process.userId()).isEqualTo("mara");
        assertThat(process.baseImageKey()).startsWith("images/base-image/portrait-");
        assertThat(process.story()).startsWith("The story of portrait-");
        assertThat(process.expires().orElseThrow())
                .isCloseTo(Instant.now().plus(Duration.ofDays(14)), within(Duration.ofMinutes(1)));
    }

    @Test
    void nothingOfAUserIsLogged() {
        upload().handleRequest(post(uploadBody("mara.m@example.com")), context);
        retrieval().handleRequest(get("mara.m%40example.com"), context);
        agreements().handleRequest(post(agreementBody("mara.m@example.com", someId().value())), context);

        assertThat(context.log())
                .contains("\"requestId\":\"request-1\"", "\"uuid\":\"", "\"Status\":\"UPLOAD_REQUESTED\"")
                .doesNotContain("mara", "Musterfrau", "renaissance", "X-Amz");
    }

    @Test
    void portraitsArePickedEvenly() {
        Map<String, Integer> picked = new TreeMap<>();
        for (int i = 0; i < 200; i++) {
            upload().handleRequest(post(uploadBody("even")), context);
        }
        for (Map<String, String> process : processesOf("even")) {
            picked.merge(String.valueOf(process.get("base_image_object_key")), 1, Integer::sum);
        }

        assertThat(picked).hasSize(4);
        // 50 each is expected, with a deviation of 6; five deviations off is one run in a million.
        assertThat(picked.values()).allSatisfy(count -> assertThat(count).isBetween(20, 80));
    }

    @Test
    void aPartitionOfSeveralPagesIsReadToItsEnd() {
        String story = "x".repeat(300_000);
        for (int i = 0; i < 8; i++) {
            cloud.put(
                    TestCloud.BASE_RESOURCE_TABLE,
                    Map.of(
                            "PK",
                            "#THEME#large#GENDER#g#SKIN#s",
                            "SK",
                            "#UUID#" + i,
                            "base_image_object_key",
                            "images/base-image/" + i + ".jpeg",
                            "story",
                            story));
        }

        assertThat(new DynamoBaseImages(cloud.dynamo(), TestCloud.BASE_RESOURCE_TABLE)
                        .of(new Choice("large", "g", "s"))
                        .map(BaseImage::key))
                .hasSize(8)
                .doesNotHaveDuplicates();
    }

    @Test
    void noPortraitForTheChoice() throws Exception {
        Map<String, Object> request = new HashMap<>(uploadBody("mara"));
        request.put("theme", "baroque");

        APIGatewayProxyResponseEvent answer = upload().handleRequest(post(request), context);

        assertThat(answer.getStatusCode()).isEqualTo(404);
        assertThat(body(answer).text("error")).contains("there is no base image for this theme, gender and skin");
        assertThat(body(answer).text("requestId")).contains("request-1");
    }

    static Stream<Arguments> badUploads() {
        String text = " must be text of 1 to 64 bytes in UTF-8, without control characters and no #";
        return Stream.of(
                Arguments.of("theme", "", "theme" + text),
                Arguments.of("theme", "x".repeat(65), "theme" + text),
                Arguments.of("gender", "a#GENDER#b", "gender" + text),
                Arguments.of("skin", 5, "skin" + text),
                Arguments.of("skin", true, "skin" + text),
                Arguments.of("skin", List.of("light"), "skin" + text),
                Arguments.of("userId", " ", "userId must be text of 1 to 1024 bytes"),
                Arguments.of("userId", "line\nbreak", "userId must be text of 1 to 1024 bytes"),
                Arguments.of("userId", "lone \ud800 half", "userId must be text of 1 to 1024 bytes"),
                Arguments.of("userId", "x".repeat(10_240), "userId must be text of 1 to 1024 bytes"),
                Arguments.of("userId", "é".repeat(600), "userId must be text of 1 to 1024 bytes"));
    }

    @ParameterizedTest
    @MethodSource("badUploads")
    void badUpload(String field, Object value, String message) throws Exception {
        Map<String, Object> request = uploadBody("mara");
        request.put(field, value);

        APIGatewayProxyResponseEvent answer = upload().handleRequest(post(request), context);

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(body(answer).text("error").orElseThrow()).startsWith(message);
        assertThat(body(answer).values()).containsOnlyKeys("error", "requestId");
    }

    @Test
    void everythingWrongIsNamedAtOnce() throws Exception {
        APIGatewayProxyResponseEvent answer = upload().handleRequest(post("{}"), context);

        assertThat(body(answer).text("error").orElseThrow()).contains("userId ", "theme ", "gender ", "skin ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "no json", "{\"userId\":\"a\",\"userId\":\"b\"}", "\"text\""})
    void bodiesThatAreNoObject(String text) throws Exception {
        APIGatewayProxyResponseEvent answer = upload().handleRequest(post(text), context);

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(body(answer).text("error")).contains("the body must be a JSON object");
    }

    @Test
    void aBodyThatIsTooLong() {
        assertThat(upload().handleRequest(post("{\"userId\":\"" + "x".repeat(70_000)), context)
                        .getStatusCode())
                .isEqualTo(400);
        assertThat(upload().handleRequest(post((String) null), context).getStatusCode())
                .isEqualTo(400);
    }

    @Test
    void anEncodedBodyIsDecoded() {
        String body = "{\"userId\":\"mara\",\"theme\":\"renaissance\",\"gender\":\"female\",\"skin\":\"light\"}";
        APIGatewayProxyRequestEvent event = post(Base64.getEncoder()
                        .encodeToString(body.getBytes(StandardCharsets.UTF_8)))
                .withIsBase64Encoded(true);

        assertThat(upload().handleRequest(event, context).getStatusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"with-hyphen", "with/slash", "with#hash", "😀 emoji", "50% of + plus", "%41", "#NAME#x", "ünï"})
    void anyUserIdWorksFromUploadToRetrieval(String userId) throws Exception {
        JsonObject uploaded = body(upload().handleRequest(post(uploadBody(userId)), context));
        ImageId id = new ImageId(uploaded.text("uuid").orElseThrow());
        String path = URLEncoder.encode(userId, StandardCharsets.UTF_8).replace("+", "%20");

        APIGatewayProxyResponseEvent early = retrieval().handleRequest(get(path), context);
        assertThat(early.getStatusCode()).isEqualTo(404);
        assertThat(body(early).text("status")).contains("UPLOAD_REQUESTED");

        displays().publish(finished(id, userId, Optional.empty()), NOW);
        JsonObject found = body(retrieval().handleRequest(get(path), context));
        assertThat(found.text("userId")).contains(userId);
        assertThat(found.text("uuid")).contains(id.value());

        assertThat(agreements()
                        .handleRequest(post(agreementBody(userId, id + ".jpeg")), context)
                        .getStatusCode())
                .isEqualTo(200);
    }

    @Test
    void retrievalAnswersWhatTheWebClientShows() throws Exception {
        ImageId id = someId();
        cloud.upload(ImageKind.RESULT.key(id), new byte[] {7, 7});
        displays().publish(finished(id, "nora", Optional.empty()), NOW);

        APIGatewayProxyResponseEvent answer = retrieval().handleRequest(get("nora"), context);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        JsonObject body = body(answer);
        assertThat(body.values())
                .containsOnlyKeys("imageUrl", "story", "theme", "gender", "skin", "uuid", "userId")
                .containsEntry("story", "a story")
                .containsEntry("theme", "renaissance")
                .containsEntry("gender", "female")
                .containsEntry("skin", "light")
                .containsEntry("uuid", id.value())
                .containsEntry("userId", "nora");
        HttpResponse<byte[]> picture = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(body.text("imageUrl").orElseThrow()))
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(picture.body()).containsExactly(7, 7);
    }

    @Test
    void nobodyKnownIsStatusNone() throws Exception {
        APIGatewayProxyResponseEvent answer = retrieval().handleRequest(get("nobody"), context);

        assertThat(answer.getStatusCode()).isEqualTo(404);
        assertThat(body(answer).values())
                .containsOnlyKeys("error", "status", "requestId")
                .containsEntry("status", "NONE");
    }

    @Test
    void theNewestFinishedImageIsShownWhateverTheOrder() throws Exception {
        ImageId older = ImageId.create(NOW, new SecureRandom());
        ImageId newer = ImageId.create(NOW.plusSeconds(1), new SecureRandom());

        displays().publish(finished(newer, "ines", Optional.empty()), NOW);
        displays().publish(finished(older, "ines", Optional.empty()), NOW);

        assertThat(body(retrieval().handleRequest(get("ines"), context)).text("uuid"))
                .contains(newer.value());
        assertThat(cloud.item(TestCloud.HISTORY_TABLE, "#UUID#" + older)).isNotEmpty();
    }

    @Test
    void whatIsExpiredCountsAsDeleted() throws Exception {
        ImageId id = ImageId.create(NOW, new SecureRandom());
        displays().publish(finished(id, "olga", Optional.of(NOW)), NOW);

        clock = Clock.fixed(NOW.minusSeconds(1), ZoneOffset.UTC);
        assertThat(retrieval().handleRequest(get("olga"), context).getStatusCode())
                .isEqualTo(200);
        clock = Clock.fixed(NOW, ZoneOffset.UTC);
        assertThat(retrieval().handleRequest(get("olga"), context).getStatusCode())
                .isEqualTo(404);

        upload().handleRequest(post(uploadBody("olga")), context);
        clock = Clock.fixed(NOW.plus(Duration.ofDays(14)), ZoneOffset.UTC);
        assertThat(body(retrieval().handleRequest(get("olga"), context)).text("status"))
                .contains("NONE");
    }

    @Test
    void anAgreementIsKept() throws Exception {
        ImageId id = someId();

        APIGatewayProxyResponseEvent answer =
                agreements().handleRequest(post(agreementBody("pia", id + ".jpeg")), context);
        agreements().handleRequest(post(agreementBody("pia", id.value())), context);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(body(answer).values()).containsOnlyKeys("message");
        assertThat(cloud.items(TestCloud.AGREEMENT_TABLE).stream()
                        .filter(item -> "#USERID#pia#NAME#Mara Musterfrau".equals(item.get("PK"))))
                .singleElement(InstanceOfAssertFactories.map(String.class, String.class))
                .containsEntry("SK", "2026-03-01T12:00:00.000Z")
                .containsEntry("agree", "true")
                .containsEntry("imageId", id.value())
                .hasEntrySatisfying(
                        "ttl",
                        ttl -> assertThat(Long.parseLong(ttl))
                                .isGreaterThan(
                                        Instant.now().plus(Duration.ofDays(13)).getEpochSecond()));
    }

    static Stream<Arguments> badAgreements() {
        return Stream.of(
                Arguments.of("id", "../x", "id must be the id of an image"),
                Arguments.of("name", "a#NAME#b", "name must be text of 1 to 512 bytes"),
                Arguments.of("agree", "yes", "agree must be true or false"),
                Arguments.of("savedAt", "", "savedAt must be text of 1 to 64 bytes"),
                Arguments.of("userId", "", "userId must be text of 1 to 1024 bytes"));
    }

    @ParameterizedTest
    @MethodSource("badAgreements")
    void badAgreement(String field, Object value, String message) throws Exception {
        Map<String, Object> request = agreementBody("mara", someId().value());
        request.put(field, value);

        APIGatewayProxyResponseEvent answer = agreements().handleRequest(post(request), context);

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(body(answer).text("error").orElseThrow()).startsWith(message);
    }

    @Test
    void anotherUsersTokenIsRefusedEverywhere() throws Exception {
        authorization = Authorization.COGNITO;
        String id = someId().value();

        for (APIGatewayProxyResponseEvent answer : List.of(
                upload().handleRequest(as("eve", post(uploadBody("mara"))), context),
                retrieval().handleRequest(as("eve", get("mara")), context),
                agreements().handleRequest(as("eve", post(agreementBody("mara", id))), context),
                upload().handleRequest(post(uploadBody("mara")), context),
                retrieval().handleRequest(get("mara"), context),
                agreements().handleRequest(post(agreementBody("mara", id)), context),
                // A name that equals only another of the token's names.
                retrieval().handleRequest(as("eve", get("somebody")), context))) {
            assertThat(answer.getStatusCode()).isEqualTo(403);
            assertThat(body(answer).values()).containsOnlyKeys("error", "requestId");
        }
    }

    @Test
    void theUsersOwnTokenIsAccepted() {
        authorization = Authorization.COGNITO;

        assertThat(upload().handleRequest(as("mara", post(uploadBody("mara"))), context)
                        .getStatusCode())
                .isEqualTo(200);
        assertThat(retrieval()
                        .handleRequest(ApiCalls.withClaims(Map.of("username", "ma/ra"), get("ma%2Fra")), context)
                        .getStatusCode())
                .isEqualTo(404);
    }

    @Test
    void onlyAllowedOriginsMayReadAnyAnswer() {
        assertThat(upload().handleRequest(post("{}"), context).getHeaders())
                .containsEntry("Access-Control-Allow-Origin", "https://gallery.example.com")
                .containsEntry("Vary", "Origin")
                .containsEntry("Content-Type", "application/json");
        assertThat(upload().handleRequest(post("{}").withHeaders(Map.of("Origin", "https://evil.example.com")), context)
                        .getHeaders())
                .doesNotContainKey("Access-Control-Allow-Origin");
        assertThat(upload().handleRequest(post("{}").withHeaders(null), context).getHeaders())
                .doesNotContainKey("Access-Control-Allow-Origin");
    }

    static Stream<Arguments> brokenCalls() {
        return Stream.of(
                Arguments.of("Query", "upload"),
                Arguments.of("PutItem", "upload"),
                Arguments.of("GetItem", "retrieval"),
                Arguments.of("PutItem", "agreement"));
    }

    @ParameterizedTest
    @MethodSource("brokenCalls")
    void aCallToAwsThatFailsOnceIsRepeatedUnnoticed(String operation, String function) throws Exception {
        for (Moment moment : Moment.values()) {
            cloud.faults().clear();
            cloud.faults().lose(operation, moment, 1);

            APIGatewayProxyResponseEvent answer = call(function, operation + moment);

            assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(function.equals("retrieval") ? 404 : 200);
            if (function.equals("upload")) {
                assertThat(processesOf(operation + moment)).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("brokenCalls")
    void aCallToAwsThatAlwaysFailsIsAnAnswerWithoutDetails(String operation, String function) throws Exception {
        cloud.faults().lose(operation, Moment.BEFORE, Integer.MAX_VALUE);

        APIGatewayProxyResponseEvent answer = call(function, "always");

        assertThat(answer.getStatusCode()).isEqualTo(500);
        assertThat(body(answer).values())
                .containsEntry("error", "the request could not be served; try again later")
                .containsEntry("requestId", "request-1")
                .hasSize(2);
        assertThat(answer.getHeaders()).containsKey("Access-Control-Allow-Origin");
        assertThat(context.log()).contains("SdkClientException", "stackTrace");
    }

    @Test
    void twoHundredUploadsAtOnce() throws Exception {
        ImageUploadHandler handler = upload();
        ExecutorService threads = Executors.newFixedThreadPool(50);
        Set<String> ids = new HashSet<>();
        Instant began = Instant.now();
        try {
            List<Callable<APIGatewayProxyResponseEvent>> calls = IntStream.range(0, 200)
                    .<Callable<APIGatewayProxyResponseEvent>>mapToObj(i ->
                            () -> handler.handleRequest(post(uploadBody("crowd-" + i % 20)), new FakeContext("r" + i)))
                    .toList();
            for (Future<APIGatewayProxyResponseEvent> answer : threads.invokeAll(calls)) {
                assertThat(answer.get().getStatusCode()).isEqualTo(200);
                ids.add(body(answer.get()).text("uuid").orElseThrow());
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.printf(
                "%.0f uploads a second%n",
                200_000.0 / Duration.between(began, Instant.now()).toMillis());

        assertThat(ids).hasSize(200);
        assertThat(cloud.items(TestCloud.PROCESS_TABLE).stream()
                        .filter(item -> String.valueOf(item.get("userId")).startsWith("crowd-"))
                        .map(item -> String.valueOf(item.get("uuid"))))
                .containsExactlyInAnyOrderElementsOf(ids);
        for (int i = 0; i < 20; i++) {
            String user = "crowd-" + i;
            assertThat(displays().newestUpload(user).map(ImageId::value))
                    .isEqualTo(processesOf(user).stream()
                            .map(item -> String.valueOf(item.get("uuid")))
                            .max(String::compareTo));
        }
    }

    private APIGatewayProxyResponseEvent call(String function, String userId) {
        return switch (function) {
            case "upload" -> upload().handleRequest(post(uploadBody(userId)), context);
            case "retrieval" -> retrieval().handleRequest(get(userId), context);
            default -> agreements().handleRequest(post(agreementBody(userId, someId().value())), context);
        };
    }

    private static List<Map<String, String>> processesOf(String userId) {
        return cloud.items(TestCloud.PROCESS_TABLE).stream()
                .filter(item -> userId.equals(item.get("userId")))
                .toList();
    }

    private ImageUploadHandler upload() {
        UploadService service = new UploadService(
                new DynamoBaseImages(cloud.dynamo(), TestCloud.BASE_RESOURCE_TABLE),
                processes(),
                displays(),
                links(),
                TWO_WEEKS,
                clock,
                new SecureRandom());
        return new ImageUploadHandler(api(), service, new Metrics("local", clock));
    }

    private ImageRetrievalHandler retrieval() {
        return new ImageRetrievalHandler(api(), new RetrievalService(displays(), processes(), links()));
    }

    private UserAgreementHandler agreements() {
        return new UserAgreementHandler(
                api(),
                new AgreementService(
                        new DynamoAgreements(cloud.dynamo(), TestCloud.AGREEMENT_TABLE), TWO_WEEKS, clock));
    }

    private Api api() {
        return new Api(new ApiSettings(authorization, Set.of("https://gallery.example.com"), "local"), clock);
    }

    private DynamoProcesses processes() {
        return new DynamoProcesses(cloud.dynamo(), TestCloud.PROCESS_TABLE, clock);
    }

    private DynamoDisplays displays() {
        return new DynamoDisplays(cloud.dynamo(), TestCloud.DISPLAY_TABLE, TestCloud.HISTORY_TABLE, clock);
    }

    private static Links links() {
        return new PresignedLinks(cloud.presigner(), TestCloud.BUCKET);
    }

    private static ImageId someId() {
        return ImageId.create(NOW, new SecureRandom());
    }

    private static FinishedImage finished(ImageId id, String userId, Optional<Instant> expires) {
        return new FinishedImage(
                id, userId, CHOICE, "images/base-image/a.jpeg", ImageKind.RESULT.key(id), "a story", expires);
    }

    private static JsonObject body(APIGatewayProxyResponseEvent answer) throws MalformedJsonException {
        return JsonObject.parse(answer.getBody());
    }

    private static int put(String url, String type, byte[] bytes) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Content-Type", type)
                                .PUT(BodyPublishers.ofByteArray(bytes))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
