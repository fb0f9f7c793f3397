package gallery.handlers.images;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import gallery.handlers.function.FunctionLog;
import gallery.handlers.function.Metrics;
import gallery.handlers.function.Priming;
import gallery.handlers.process.AwsClients;
import gallery.handlers.process.DynamoDisplays;
import gallery.handlers.process.DynamoProcesses;
import gallery.handlers.process.Failure;
import gallery.handlers.process.ImageId;
import gallery.handlers.process.ImageKind;
import gallery.handlers.process.Processes;
import gallery.handlers.process.Status;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Goes on with what the models make: pictures that arrive below {@code images/face-swapped/} and {@code images/results/},
 * and failures that SageMaker reports below {@code inference/failure/}.
 *
 * <p>Needs the variables of {@link FaceSwapCompletionSettings}, and in realtime mode a time-out well above {@link
 * SageMakerModel#SLOWEST_ANSWER}.
 */
public final class FaceSwapCompletionHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final String FAILURES = "inference/failure/";

    private final Batch batch;
    private final FaceSwapCompletionService service;

    /** As Lambda makes it, once per execution environment, so that calls share their connections. */
    public FaceSwapCompletionHandler() {
        Map<String, String> environment = System.getenv();
        Clock clock = Clock.systemUTC();
        FaceSwapCompletionSettings settings = FaceSwapCompletionSettings.from(environment);
        DynamoDbClient dynamo = AwsClients.dynamo();
        Processes processes = new DynamoProcesses(dynamo, settings.processTable(), clock);
        Pictures pictures = new S3Pictures(AwsClients.s3(environment), settings.bucket());
        Steps steps = new Steps(processes, new Metrics(settings.environment(), clock), clock);
        Optional<ModelStep> restoration = settings.gfpgan()
                .map(gfpgan -> new ModelStep(
                        new SageMakerModel(FaceSwapHandler.sageMaker(), gfpgan, settings.bucket()),
                        Status.RESTORING,
                        Failure.RESTORATION_FAILED,
                        pictures,
                        processes,
                        steps,
                        clock,
                        () -> UUID.randomUUID().toString()));
        batch = new Batch(settings.bucket(), clock);
        service = new FaceSwapCompletionService(
                processes,
                new DynamoDisplays(dynamo, settings.displayTable(), settings.historyTable(), clock),
                pictures,
                restoration,
                steps,
                settings.retention(),
                clock);
        Priming.beforeSnapshot(environment, () -> processes.find(ImageId.NONE));
    }

    FaceSwapCompletionHandler(Batch batch, FaceSwapCompletionService service) {
        this.batch = batch;
        this.service = service;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return batch.run(event, context, this::handle);
    }

    private void handle(String key, FunctionLog log) {
        if (key.startsWith(FAILURES)) {
            service.failed(key, log);
            return;
        }
        Optional<ImageId> swapped = ImageKind.FACE_SWAPPED.imageOf(key);
        Optional<ImageId> finished = ImageKind.RESULT.imageOf(key);
        swapped.or(() -> finished)
                .ifPresentOrElse(
                        id -> log.with("uuid", id.value()), () -> log.warn("the object is no picture of ours"));
        swapped.ifPresent(id -> service.swapped(id, log));
        finished.ifPresent(id -> service.finished(id, log));
    }
}
