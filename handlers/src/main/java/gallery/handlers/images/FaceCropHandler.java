package gallery.handlers.images;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import gallery.handlers.faces.EmbeddedFaceDetector;
import gallery.handlers.faces.FaceDetector;
import gallery.handlers.faces.Jpeg;
import gallery.handlers.faces.RekognitionFaceDetector;
import gallery.handlers.function.FunctionLog;
import gallery.handlers.function.Metrics;
import gallery.handlers.function.Priming;
import gallery.handlers.process.AwsClients;
import gallery.handlers.process.DynamoProcesses;
import gallery.handlers.process.ImageId;
import gallery.handlers.process.ImageKind;
import gallery.handlers.process.Processes;
import java.awt.image.BufferedImage;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Cuts the face out of each photograph that arrives below {@code images/face-image/}.
 *
 * <p>Needs the variables of {@link FaceCropSettings}.
 */
public final class FaceCropHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final Batch batch;
    private final FaceCropService service;

    /** As Lambda makes it, once per execution environment, so that calls share their connections. */
    public FaceCropHandler() {
        Map<String, String> environment = System.getenv();
        Clock clock = Clock.systemUTC();
        FaceCropSettings settings = FaceCropSettings.from(environment);
        Processes processes = new DynamoProcesses(AwsClients.dynamo(), settings.processTable(), clock);
        Metrics metrics = new Metrics(settings.environment(), clock);
        FaceDetector detector = detector(settings.detector());
        // Photographs are small enough for memory, and a function's disk is slow.
        ImageIO.setUseCache(false);
        batch = new Batch(settings.bucket(), clock);
        service = new FaceCropService(
                new S3Pictures(AwsClients.s3(environment), settings.bucket()),
                processes,
                detector,
                new Steps(processes, metrics, clock),
                metrics,
                settings.maxUploadBytes(),
                settings.maxPixels());
        Priming.beforeSnapshot(
                environment,
                () -> processes.find(ImageId.NONE),
                () -> Photograph.open(
                                Jpeg.write(new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR), 0.5f),
                                Long.MAX_VALUE)
                        .overview(32));
    }

    FaceCropHandler(Batch batch, FaceCropService service) {
        this.batch = batch;
        this.service = service;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return batch.run(event, context, this::handle);
    }

    private void handle(String key, FunctionLog log) {
        Optional<ImageId> id = ImageKind.FACE_IMAGE.imageOf(key);
        if (id.isEmpty()) {
            log.warn("the object is no photograph of ours");
            return;
        }
        log.with("uuid", id.get().value());
        service.crop(id.get(), log);
    }

    private static FaceDetector detector(FaceCropSettings.Detector detector) {
        return switch (detector) {
            case REKOGNITION -> RekognitionFaceDetector.create();
            case EMBEDDED -> new EmbeddedFaceDetector();
        };
    }
}
