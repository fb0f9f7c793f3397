package gallery.handlers.images;

import static gallery.handlers.images.PipelineEvents.batch;
import static gallery.handlers.images.PipelineEvents.objectCreated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import gallery.handlers.function.AwsClientSettings;
import gallery.handlers.function.Metrics;
import gallery.handlers.process.Attempt;
import gallery.handlers.process.Choice;
import gallery.handlers.process.Displays;
import gallery.handlers.process.DynamoDisplays;
import gallery.handlers.process.DynamoProcesses;
import gallery.handlers.process.Failure;
import gallery.handlers.process.FinishedImage;
import gallery.handlers.process.ImageId;
import gallery.handlers.process.ImageKind;
import gallery.handlers.process.ImageProcess;
import gallery.handlers.process.Processes;
import gallery.handlers.process.Retention;
import gallery.handlers.process.Status;
import gallery.handlers.testing.FakeContext;
import gallery.handlers.testing.Faults.Moment;
import gallery.handlers.testing.SageMakerStandIn;
import gallery.handlers.testing.SageMakerStandIn.Started;
import gallery.handlers.testing.TestCloud;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;

/** Swap and completion against moto's S3 and DynamoDB and a stand-in for SageMaker, with a network that breaks on demand. */
class FaceSwapTest {

    private static final String FACECHAIN = "gallery-local-facechain";
    private static final String GFPGAN = "gallery-local-gfpgan";
    private static final String NOT_STARTED = "{\"__type\":\"ServiceUnavailable\",\"message\":\"busy\"}";

    private static TestCloud cloud;
    private static SageMakerStandIn sageMaker;

    private final FakeContext context = new FakeContext();
    private Clock clock = Clock.systemUTC();
    private SageMakerModel.Mode mode = SageMakerModel.Mode.ASYNC;
    private boolean restore = true;
    private ImageId id = ImageId.NONE;

    @BeforeAll
    static void start() throws Exception {
        cloud = TestCloud.start();
        sageMaker = new SageMakerStandIn(cloud);
        cloud.upload("images/base-image/a.jpeg", new byte[] {9});
    }

    @AfterAll
    static void stop() {
        sageMaker.close();
        cloud.close();
    }

    @BeforeEach
    void cropped() {
        cloud.faults().clear();
        sageMaker.clear();
        id = cropped(clock.instant());
    }

    @Test
    void aFaceIsSwappedRestoredAndShown() throws Exception {
        assertThat(swap()).isEmpty();
        assertThat(process().status()).isEqualTo(Status.SWAPPING);
        sageMaker.work();
        assertThat(complete(ImageKind.FACE_SWAPPED.key(id))).isEmpty();
        assertThat(process().status()).isEqualTo(Status.RESTORING);
        sageMaker.work();
        assertThat(complete(ImageKind.RESULT.key(id))).isEmpty();

        assertThat(process().status()).isEqualTo(Status.COMPLETED);
        FinishedImage shown = displays().newest(user()).orElseThrow();
        assertThat(shown.id()).isEqualTo(id);
        assertThat(shown.resultKey()).isEqualTo("images/results/" + id + ".jpeg");
        assertThat(shown.story()).isEqualTo("a story");
        assertThat(cloud.item(TestCloud.HISTORY_TABLE, "#UUID#" + id))
                .containsEntry("userId", user())
                .containsEntry("result_object_key", "images/results/" + id + ".jpeg")
                .containsKey("ttl");
        assertThat(sageMaker.started())
                .extracting(Started::endpoint, Started::inferenceId, Started::request)
                .containsExactly(
                        tuple(
                                FACECHAIN,
                                id + "-facechain",
                                "{\"uuid\":\"" + id + "\",\"source\":\"images/face-cropped/" + id
                                        + ".jpeg\",\"target\":\"images/base-image/a.jpeg\",\"output\":\"images/face-swapped/"
                                        + id + ".jpeg\"}"),
                        tuple(
                                GFPGAN,
                                id + "-gfpgan",
                                "{\"uuid\":\"" + id + "\",\"source\":\"images/face-swapped/" + id
                                        + ".jpeg\",\"output\":\"images/results/" + id + ".jpeg\"}"));
        assertThat(cloud.keys("inference/input/" + id))
                .containsExactlyInAnyOrder(
                        "inference/input/" + id + "-facechain.json", "inference/input/" + id + "-gfpgan.json");
        assertThat(context.log())
                .contains("\"Status\":\"SWAPPING\"", "\"Status\":\"RESTORING\"", "\"Status\":\"COMPLETED\"")
                .doesNotContain(user());
    }

    @Test
    void withoutRestorationTheSwappedFaceIsTheResult() throws Exception {
        restore = false;

        swap();
        sageMaker.work();

        assertThat(cloud.keys(ImageKind.FACE_SWAPPED.key(id))).isEmpty();
        assertThat(complete(ImageKind.RESULT.key(id))).isEmpty();
        assertThat(process().status()).isEqualTo(Status.COMPLETED);
        assertThat(sageMaker.started()).hasSize(1);
    }

    @Test
    void anImageBegunWithRestorationIsFinishedWithout() throws Exception {
        swap();
        sageMaker.work();
        restore = false;

        assertThat(complete(ImageKind.FACE_SWAPPED.key(id))).isEmpty();
        assertThat(complete(ImageKind.RESULT.key(id))).isEmpty();

        assertThat(process().status()).isEqualTo(Status.COMPLETED);
        assertThat(cloud.download(ImageKind.RESULT.key(id))).containsExactly(1, 2);
    }

    @Test
    void inRealtimeModeTheRequestItselfIsSent() {
        mode = SageMakerModel.Mode.REALTIME;

        assertThat(swap()).isEmpty();
        assertThat(complete(ImageKind.FACE_SWAPPED.key(id))).isEmpty();
        assertThat(complete(ImageKind.RESULT.key(id))).isEmpty();

        assertThat(process().status()).isEqualTo(Status.COMPLETED);
        assertThat(sageMaker.started()).extracting(Started::endpoint).containsExactly(FACECHAIN, GFPGAN);
    }

    @Test
    void everyEventTwiceChangesNothingAndStartsNothing() throws Exception {
        swap();
        swap();
        sageMaker.work();
        swap();
        complete(ImageKind.FACE_SWAPPED.key(id));
        complete(ImageKind.FACE_SWAPPED.key(id));
        swap();
        sageMaker.work();
        complete(ImageKind.RESULT.key(id));
        Map<String, String> process = item();
        Map<String, String> shown = cloud.item(TestCloud.DISPLAY_TABLE, "#USERID#" + user());
        Map<String, String> history = cloud.item(TestCloud.HISTORY_TABLE, "#UUID#" + id);

        assertThat(complete(ImageKind.RESULT.key(id))).isEmpty();
        assertThat(complete(ImageKind.FACE_SWAPPED.key(id))).isEmpty();
        assertThat(swap()).isEmpty();

        assertThat(item()).isEqualTo(process);
        assertThat(cloud.item(TestCloud.DISPLAY_TABLE, "#USERID#" + user())).isEqualTo(shown);
        assertThat(cloud.item(TestCloud.HISTORY_TABLE, "#UUID#" + id)).isEqualTo(history);
        assertThat(sageMaker.started()).hasSize(2);
    }

    @Test
    void theFaceMayArriveBeforeItsStatus() {
        id = requested(clock.instant());
        ImageProcess asCropSawIt = process();

        assertThat(swap()).isEmpty();

        assertThat(processes().move(asCropSawIt, Status.CROPPED)).isFalse();
        assertThat(process().status()).isEqualTo(Status.SWAPPING);
    }

    @Test
    void theResultMayArriveBeforeThePictureItWasMadeOf() throws Exception {
        swap();
        sageMaker.work();
        complete(ImageKind.FACE_SWAPPED.key(id));
        sageMaker.work();
        complete(ImageKind.RESULT.key(id));

        assertThat(complete(ImageKind.FACE_SWAPPED.key(id))).isEmpty();

        assertThat(process().status()).isEqualTo(Status.COMPLETED);
        assertThat(sageMaker.started()).hasSize(2);
    }

    static Stream<Arguments> swapCalls() {
        return Stream.of("GetItem", "PUT inference/input", "UpdateItem", "PutItem")
                .flatMap(call -> Stream.of(Moment.values()).map(moment -> Arguments.of(call, moment)));
    }

    @ParameterizedTest
    @MethodSource("swapCalls")
    void aCallThatFailsOnceIsRepeatedUnnoticed(String call, Moment moment) throws Exception {
        cloud.faults().lose(call, moment, 1);

        assertThat(swap()).isEmpty();

        assertThat(process().status()).isEqualTo(Status.SWAPPING);
        assertThat(process().attempt().orElseThrow().accepted()).isTrue();
        assertThat(sageMaker.started()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("swapCalls")
    void aCallThatAlwaysFailsIsResumedAndTheModelStartedOnce(String call, Moment moment) throws Exception {
        cloud.faults().lose(call, moment, Integer.MAX_VALUE);
        assertThat(swap()).containsExactly("m0");
        assertThat(swap()).containsExactly("m0");
        cloud.faults().clear();

        List<String> again = swap();
        sageMaker.work();
        if (!again.isEmpty() && sageMaker.started().isEmpty()) {
            // The claim was written, its answer lost: it is decided by time.
            clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
            assertThat(swap()).isEmpty();
            sageMaker.work();
        }

        assertThat(swap()).isEmpty();
        assertThat(sageMaker.started()).hasSize(1);
        assertThat(complete(ImageKind.FACE_SWAPPED.key(id))).isEmpty();
        assertThat(process().status()).isEqualTo(Status.RESTORING);
    }

    static Stream<Arguments> completionCalls() {
        return Stream.of(
                        Arguments.of(ImageKind.FACE_SWAPPED, "GetItem"),
                        Arguments.of(ImageKind.FACE_SWAPPED, "PUT inference/input"),
                        Arguments.of(ImageKind.FACE_SWAPPED, "UpdateItem"),
                        Arguments.of(ImageKind.FACE_SWAPPED, "PutItem"),
                        Arguments.of(ImageKind.RESULT, "GetItem"),
                        Arguments.of(ImageKind.RESULT, "PutItem"),
                        Arguments.of(ImageKind.RESULT, "UpdateItem"))
                .flatMap(call ->
                        Stream.of(Moment.values()).map(moment -> Arguments.of(call.get()[0], call.get()[1], moment)));
    }

    // Up to the moment at which the object of this kind arrives.
    private void runUntil(ImageKind event) throws Exception {
        swap();
        sageMaker.work();
        if (event == ImageKind.RESULT) {
            complete(ImageKind.FACE_SWAPPED.key(id));
            sageMaker.work();
        }
        cloud.faults().clear();
    }

    @ParameterizedTest
    @MethodSource("completionCalls")
    void aCallOfCompletionThatFailsOnceIsRepeatedUnnoticed(ImageKind event, String call, Moment moment)
            throws Exception {
        runUntil(event);
        cloud.faults().lose(call, moment, 1);

        assertThat(complete(event.key(id))).isEmpty();

        assertThat(process().status()).isEqualTo(event == ImageKind.RESULT ? Status.COMPLETED : Status.RESTORING);
        assertThat(sageMaker.started()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("completionCalls")
    void completionSurvivesEachFault(ImageKind event, String call, Moment moment) throws Exception {
        runUntil(event);
        cloud.faults().lose(call, moment, Integer.MAX_VALUE);
        assertThat(complete(event.key(id))).containsExactly("m0");
        cloud.faults().clear();

        if (!complete(event.key(id)).isEmpty() && sageMaker.started().size() < 2) {
            clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
            assertThat(complete(event.key(id))).isEmpty();
        }
        sageMaker.work();
        assertThat(complete(ImageKind.FACE_SWAPPED.key(id))).isEmpty();
        assertThat(complete(ImageKind.RESULT.key(id))).isEmpty();

        assertThat(process().status()).isEqualTo(Status.COMPLETED);
        assertThat(displays().newest(user()).map(FinishedImage::id)).contains(id);
        assertThat(sageMaker.started()).hasSize(2);
    }

    @Test
    void aCrashBetweenTwoWritesOfCompletionIsResumed() throws Exception {
        swap();
        sageMaker.work();
        complete(ImageKind.FACE_SWAPPED.key(id));
        sageMaker.work();
        // The history is written, the display and the status are not.
        cloud.faults().clear();
        displays().publish(finished(), clock.instant());
        cloud.dynamo()
                .deleteItem(delete -> delete.tableName(TestCloud.DISPLAY_TABLE)
                        .key(Map.of("PK", AttributeValue.fromS("#USERID#" + user()))));

        assertThat(complete(ImageKind.RESULT.key(id))).isEmpty();

        assertThat(displays().newest(user())).isPresent();
        assertThat(process().status()).isEqualTo(Status.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource(SageMakerModel.Mode.class)
    void aModelWhoseStartIsInDoubtIsNeverStartedTwice(SageMakerModel.Mode each) throws Exception {
        mode = each;
        cloud.faults().lose("POST /endpoints", Moment.AFTER, Integer.MAX_VALUE);
        assertThat(swap()).containsExactly("m0");
        cloud.faults().clear();

        if (each == SageMakerModel.Mode.ASYNC) {
            assertThat(swap()).containsExactly("m0");
            assertThat(context.log()).contains("UndecidedException", "it is not started again before");
            sageMaker.work();
        }
        assertThat(swap()).isEmpty();

        assertThat(sageMaker.started()).hasSize(1);
        assertThat(complete(ImageKind.FACE_SWAPPED.key(id))).isEmpty();
        assertThat(process().status()).isEqualTo(Status.RESTORING);
    }

    @ParameterizedTest
    @EnumSource(SageMakerModel.Mode.class)
    void aModelOfWhichNothingCanComeAnyMoreIsStartedAnew(SageMakerModel.Mode each) throws Exception {
        mode = each;
        cloud.faults().lose("POST /endpoints", Moment.BEFORE, 1);
        assertThat(swap()).containsExactly("m0");
        assertThat(swap()).containsExactly("m0");
        assertThat(sageMaker.started()).isEmpty();

        clock = Clock.offset(
                Clock.systemUTC(), each == SageMakerModel.Mode.ASYNC ? Duration.ofMinutes(67) : Duration.ofMinutes(3));
        assertThat(swap()).isEmpty();

        assertThat(sageMaker.started()).hasSize(1);
    }

    static Stream<Arguments> notStarted() {
        return Stream.of(
                Arguments.of(SageMakerModel.Mode.ASYNC, 503, NOT_STARTED),
                Arguments.of(
                        SageMakerModel.Mode.ASYNC,
                        400,
                        "{\"__type\":\"ValidationError\",\"message\":\"Endpoint not found\"}"),
                Arguments.of(
                        SageMakerModel.Mode.ASYNC,
                        400,
                        "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}"),
                Arguments.of(
                        SageMakerModel.Mode.REALTIME,
                        424,
                        "{\"__type\":\"ModelError\",\"Message\":\"queue full\",\"OriginalStatusCode\":503}"));
    }

    @ParameterizedTest
    @MethodSource("notStarted")
    void aModelThatDidNotBeginIsStartedByTheNextTry(SageMakerModel.Mode each, int status, String body) {
        mode = each;
        sageMaker.refuse(status, body);

        assertThat(swap()).containsExactly("m0");
        assertThat(process().status()).isEqualTo(Status.CROPPED);
        assertThat(process().attempt()).isEmpty();
        assertThat(context.log()).contains("ModelUnavailableException");

        assertThat(swap()).isEmpty();
        assertThat(sageMaker.started()).hasSize(1);
    }

    @Test
    void aRestorationThatDidNotBeginLeavesTheSwapAsItWas() throws Exception {
        swap();
        sageMaker.work();
        Optional<Attempt> swapped = process().attempt();
        sageMaker.refuse(503, NOT_STARTED);

        assertThat(complete(ImageKind.FACE_SWAPPED.key(id))).containsExactly("m0");
        assertThat(process().status()).isEqualTo(Status.SWAPPING);
        assertThat(process().attempt()).isEqualTo(swapped);

        assertThat(complete(ImageKind.FACE_SWAPPED.key(id))).isEmpty();
        assertThat(process().status()).isEqualTo(Status.RESTORING);
    }

    @Test
    void aPictureThatTheModelRefusesFailsForGood() {
        mode = SageMakerModel.Mode.REALTIME;
        sageMaker.refuse(424, "{\"__type\":\"ModelError\",\"Message\":\"NO_FACE\",\"OriginalStatusCode\":422}");

        assertThat(swap()).isEmpty();

        assertThat(process().failure()).contains(Failure.SWAP_FAILED);
        assertThat(swap()).isEmpty();
        assertThat(sageMaker.started()).isEmpty();
    }

    @Test
    void aFailureObjectEndsTheImage() throws Exception {
        swap();
        sageMaker.fail();
        String failureKey = sageMaker.started().get(0).failureKey();

        assertThat(complete(failureKey)).isEmpty();
        assertThat(process().status()).isEqualTo(Status.FAILED);
        assertThat(process().failure()).contains(Failure.SWAP_FAILED);

        Map<String, String> before = item();
        assertThat(complete(failureKey)).isEmpty();
        assertThat(swap()).isEmpty();
        assertThat(item()).isEqualTo(before);
        assertThat(sageMaker.started()).hasSize(1);
    }

    @Test
    void aRestorationsFailureEndsTheImageAndNothingStartsItAgain() throws Exception {
        swap();
        sageMaker.work();
        complete(ImageKind.FACE_SWAPPED.key(id));
        sageMaker.fail();

        assertThat(complete(sageMaker.started().get(1).failureKey())).isEmpty();
        assertThat(process().failure()).contains(Failure.RESTORATION_FAILED);

        assertThat(complete(ImageKind.FACE_SWAPPED.key(id))).isEmpty();
        assertThat(process().status()).isEqualTo(Status.FAILED);
        assertThat(sageMaker.started()).hasSize(2);
    }

    @Test
    void aResultCountsMoreThanAFailureInWhateverOrder() throws Exception {
        swap();
        String failureKey = sageMaker.started().get(0).failureKey();
        sageMaker.work();
        complete(failureKey);
        assertThat(process().status()).isEqualTo(Status.FAILED);

        complete(ImageKind.FACE_SWAPPED.key(id));
        assertThat(process().status()).isEqualTo(Status.RESTORING);
        complete(failureKey);
        assertThat(process().status()).isEqualTo(Status.RESTORING);
        sageMaker.work();
        complete(ImageKind.RESULT.key(id));
        complete(sageMaker.started().get(1).failureKey());

        assertThat(process().status()).isEqualTo(Status.COMPLETED);
        assertThat(process().failure()).isEmpty();
    }

    @Test
    void aFailureOfNobodyKnownComesBack() {
        assertThat(complete("inference/failure/unknown-error.out")).containsExactly("m0");
        assertThat(context.log()).contains("which image the failed inference belongs to");
    }

    @Test
    void objectsThatAreNotOursAreLeftAlone() {
        assertThat(complete("images/results/readme.txt")).isEmpty();
        assertThat(complete(ImageKind.RESULT.key(ImageId.create(clock.instant(), new SecureRandom()))))
                .isEmpty();
    }

    private ImageId cropped(Instant now) {
        ImageId image = requested(now);
        processes().move(processes().find(image).orElseThrow(), Status.CROPPED);
        return image;
    }

    private ImageId requested(Instant now) {
        ImageId image = ImageId.create(now, new SecureRandom());
        cloud.upload(ImageKind.FACE_CROPPED.key(image), new byte[] {1, 2});
        processes()
                .create(
                        ImageProcess.requested(
                                image,
                                "user-of-" + image,
                                new Choice("renaissance", "female", "light"),
                                "images/base-image/a.jpeg",
                                "a story",
                                now,
                                Optional.empty()),
                        "request");
        return image;
    }

    private String user() {
        return "user-of-" + id;
    }

    private FinishedImage finished() {
        return new FinishedImage(
                id,
                user(),
                new Choice("renaissance", "female", "light"),
                "images/base-image/a.jpeg",
                ImageKind.RESULT.key(id),
                "a story",
                Optional.empty());
    }

    private ImageProcess process() {
        return processes().find(id).orElseThrow();
    }

    private Map<String, String> item() {
        return cloud.item(TestCloud.PROCESS_TABLE, "#UUID#" + id);
    }

    private List<String> swap() {
        FaceSwapService service = new FaceSwapService(
                processes(), step("facechain", FACECHAIN, Status.SWAPPING, Failure.SWAP_FAILED), restore);
        return failures(new FaceSwapHandler(new Batch(TestCloud.BUCKET, clock), service)
                .handleRequest(batch(objectCreated(TestCloud.BUCKET, ImageKind.FACE_CROPPED.key(id))), context)
                .getBatchItemFailures());
    }

    private List<String> complete(String key) {
        Optional<ModelStep> restoration = restore
                ? Optional.of(step("gfpgan", GFPGAN, Status.RESTORING, Failure.RESTORATION_FAILED))
                : Optional.empty();
        FaceSwapCompletionService service = new FaceSwapCompletionService(
                processes(), displays(), pictures(), restoration, steps(), new Retention(14), clock);
        return failures(new FaceSwapCompletionHandler(new Batch(TestCloud.BUCKET, clock), service)
                .handleRequest(batch(objectCreated(TestCloud.BUCKET, key)), context)
                .getBatchItemFailures());
    }

    private static List<String> failures(List<BatchItemFailure> failures) {
        return failures.stream().map(BatchItemFailure::getItemIdentifier).toList();
    }

    private ModelStep step(String name, String endpoint, Status status, Failure failure) {
        SageMakerRuntimeClient client = cloud.toMoto(AwsClientSettings.configureOnce(
                        SageMakerRuntimeClient.builder(), SageMakerModel.SLOWEST_ANSWER))
                .endpointOverride(sageMaker.endpoint())
                .build();
        return new ModelStep(
                new SageMakerModel(client, new ModelSettings(name, endpoint, mode), TestCloud.BUCKET),
                status,
                failure,
                pictures(),
                processes(),
                steps(),
                clock,
                () -> UUID.randomUUID().toString());
    }

    private Steps steps() {
        return new Steps(processes(), new Metrics("local", clock), clock);
    }

    private static Pictures pictures() {
        return new S3Pictures(cloud.s3(), TestCloud.BUCKET);
    }

    private Processes processes() {
        return new DynamoProcesses(cloud.dynamo(), TestCloud.PROCESS_TABLE, clock);
    }

    private Displays displays() {
        return new DynamoDisplays(cloud.dynamo(), TestCloud.DISPLAY_TABLE, TestCloud.HISTORY_TABLE, clock);
    }
}
