package gallery.handlers.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import gallery.handlers.function.Metrics;
import gallery.handlers.function.Priming;
import gallery.handlers.process.AwsClients;
import gallery.handlers.process.Choice;
import gallery.handlers.process.DynamoDisplays;
import gallery.handlers.process.DynamoProcesses;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * {@code POST /apis/images/upload}: begins an image and answers where its photograph is to be put.
 *
 * <p>Needs the variables of {@link UploadSettings}.
 */
public final class ImageUploadHandler
        implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

    private final Api api;
    private final UploadService service;
    private final Metrics metrics;

    /** As Lambda makes it, once per execution environment, so that calls share their connections. */
    public ImageUploadHandler() {
        Map<String, String> environment = System.getenv();
        Clock clock = Clock.systemUTC();
        UploadSettings settings = UploadSettings.from(environment);
        DynamoDbClient dynamo = AwsClients.dynamo();
        BaseImages baseImages = new DynamoBaseImages(dynamo, settings.baseResourceTable());
        api = new Api(settings.api(), clock);
        metrics = new Metrics(settings.api().environment(), clock);
        service = new UploadService(
                baseImages,
                new DynamoProcesses(dynamo, settings.processTable(), clock),
                new DynamoDisplays(dynamo, settings.displayTable(), "", clock),
                new PresignedLinks(AwsClients.presigner(environment), settings.bucket()),
                settings.retention(),
                clock,
                new SecureRandom());
        Priming.beforeSnapshot(
                environment, () -> baseImages.of(new Choice("", "", "")).findFirst());
    }

    ImageUploadHandler(Api api, UploadService service, Metrics metrics) {
        this.api = api;
        this.service = service;
        this.metrics = metrics;
    }

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return api.answer(event, context, (request, log) -> {
            Answer answer = service.upload(request);
            log.with("uuid", String.valueOf(answer.body().get("uuid")));
            metrics.requested(log);
            return answer;
        });
    }
}
