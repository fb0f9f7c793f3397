package gallery.handlers.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import gallery.handlers.function.Priming;
import gallery.handlers.json.JsonObject;
import gallery.handlers.process.AwsClients;
import java.time.Clock;
import java.util.Map;

/**
 * {@code POST /agree}: records whether somebody agrees to the use of their picture.
 *
 * <p>Needs the variables of {@link AgreementSettings}.
 */
public final class UserAgreementHandler
        implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

    private final Api api;
    private final AgreementService service;

    /** As Lambda makes it, once per execution environment, so that calls share their connections. */
    public UserAgreementHandler() {
        Map<String, String> environment = System.getenv();
        Clock clock = Clock.systemUTC();
        AgreementSettings settings = AgreementSettings.from(environment);
        api = new Api(settings.api(), clock);
        service = new AgreementService(
                new DynamoAgreements(AwsClients.dynamo(), settings.table()), settings.retention(), clock);
        // It only writes, so there is no call to practise.
        Priming.beforeSnapshot(environment, () -> JsonObject.parse("{}"));
    }

    UserAgreementHandler(Api api, AgreementService service) {
        this.api = api;
        this.service = service;
    }

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return api.answer(event, context, (request, log) -> service.agree(request));
    }
}
