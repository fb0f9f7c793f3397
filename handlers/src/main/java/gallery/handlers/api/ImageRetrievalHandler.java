package gallery.handlers.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import gallery.handlers.function.Priming;
import gallery.handlers.process.AwsClients;
import gallery.handlers.process.Displays;
import gallery.handlers.process.DynamoDisplays;
import gallery.handlers.process.DynamoProcesses;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * {@code GET /apis/images/{userId}}: a user's newest finished image.
 *
 * <p>Needs the variables of {@link RetrievalSettings}.
 */
public final class ImageRetrievalHandler
        implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

    private final Api api;
    private final RetrievalService service;

    /** As Lambda makes it, once per execution environment, so that calls share their connections. */
    public ImageRetrievalHandler() {
        Map<String, String> environment = System.getenv();
        Clock clock = Clock.systemUTC();
        RetrievalSettings settings = RetrievalSettings.from(environment);
        DynamoDbClient dynamo = AwsClients.dynamo();
        Displays displays = new DynamoDisplays(dynamo, settings.displayTable(), "", clock);
        api = new Api(settings.api(), clock);
        service = new RetrievalService(
                displays,
                new DynamoProcesses(dynamo, settings.processTable(), clock),
                new PresignedLinks(AwsClients.presigner(environment), settings.bucket()));
        Priming.beforeSnapshot(environment, () -> displays.newest(" "));
    }

    ImageRetrievalHandler(Api api, RetrievalService service) {
        this.api = api;
        this.service = service;
    }

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return api.answer(event, context, (request, log) -> service.retrieve(request));
    }
}
