package gallery.handlers.images;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import gallery.handlers.function.AwsClientSettings;
import gallery.handlers.function.FunctionLog;
import gallery.handlers.function.Metrics;
import gallery.handlers.function.Priming;
import gallery.handlers.process.AwsClients;
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
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;

/**
 * Has FaceChain work on each face that arrives below {@code images/face-cropped/}.
 *
 * <p>Needs the variables of {@link FaceSwapSettings}, and in realtime mode a time-out well above {@link
 * SageMakerModel#SLOWEST_ANSWER}.
 */
public final class FaceSwapHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final Batch batch;
    private final FaceSwapService service;

    /** As Lambda makes it, once per execution environment, so that calls share their connections. */
    public FaceSwapHandler() {
        Map<String, String> environment = System.getenv();
        Clock clock = Clock.systemUTC();
        FaceSwapSettings settings = FaceSwapSettings.from(environment);
        Processes processes = new DynamoProcesses(AwsClients.dynamo(), settings.processTable(), clock);
        batch = new Batch(settings.bucket(), clock);
        ModelStep faceChain = new ModelStep(
                new SageMakerModel(sageMaker(), settings.faceChain(), settings.bucket()),
                Status.SWAPPING,
                Failure.SWAP_FAILED,
                new S3Pictures(AwsClients.s3(environment), settings.bucket()),
                processes,
                new Steps(processes, new Metrics(settings.environment(), clock), clock),
                clock,
                () -> UUID.randomUUID().toString());
        service = new FaceSwapService(processes, faceChain, settings.restore());
        Priming.beforeSnapshot(environment, () -> processes.find(ImageId.NONE));
    }

    FaceSwapHandler(Batch batch, FaceSwapService service) {
        this.batch = batch;
        this.service = service;
    }

    /** A client that never repeats a request, since each one starts work. */
    static SageMakerRuntimeClient sageMaker() {
        return AwsClientSettings.configureOnce(SageMakerRuntimeClient.builder(), SageMakerModel.SLOWEST_ANSWER)
                .build();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return batch.run(event, context, this::handle);
    }

    private void handle(String key, FunctionLog log) {
        Optional<ImageId> id = ImageKind.FACE_CROPPED.imageOf(key);
        if (id.isEmpty()) {
            log.warn("the object is no face of ours");
            return;
        }
        log.with("uuid", id.get().value());
        service.swap(id.get(), log);
    }
}
