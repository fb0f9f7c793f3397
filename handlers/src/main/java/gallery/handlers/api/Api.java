package gallery.handlers.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import gallery.handlers.function.FunctionLog;
import gallery.handlers.function.JsonText;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The border to HTTP: every answer has CORS headers for allowed origins, and no failure says more than it must. */
final class Api {

    /** What a function does with a request. */
    @FunctionalInterface
    interface Work {
        Answer answer(ApiRequest request, FunctionLog log);
    }

    private final ApiSettings settings;
    private final Clock clock;

    Api(ApiSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    APIGatewayProxyResponseEvent answer(APIGatewayProxyRequestEvent event, Context context, Work work) {
        String requestId = context.getAwsRequestId();
        FunctionLog log = new FunctionLog(line -> context.getLogger().log(line), clock, requestId);
        Answer answer;
        try {
            answer = work.answer(new ApiRequest(event, settings.authorization(), requestId), log);
        } catch (RequestException e) {
            answer = error(e.status(), String.valueOf(e.getMessage()), requestId);
        } catch (RuntimeException e) {
            log.failure("the request could not be served", e);
            answer = error(500, "the request could not be served; try again later", requestId);
        }
        log.info("answered", "status", String.valueOf(answer.status()));
        return response(event, answer);
    }

    private static Answer error(int status, String message, String requestId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", message);
        body.put("requestId", requestId);
        return new Answer(status, body);
    }

    private APIGatewayProxyResponseEvent response(APIGatewayProxyRequestEvent event, Answer answer) {
        Map<String, String> headers = new HashMap<>(Map.of(
                "Content-Type", "application/json",
                "Cache-Control", "no-store",
                "X-Content-Type-Options", "nosniff",
                "Vary", "Origin"));
        origin(event).flatMap(settings::admits).ifPresent(origin -> headers.put("Access-Control-Allow-Origin", origin));
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(answer.status())
                .withHeaders(headers)
                .withIsBase64Encoded(false)
                .withBody(JsonText.object(answer.body()));
    }

    /** HTTP/2 clients send header names in lower case, others do not. */
    private static Optional<String> origin(APIGatewayProxyRequestEvent event) {
        return Optional.ofNullable(event.getHeaders()).stream()
                .flatMap(headers -> headers.entrySet().stream())
                .filter(header -> header.getKey().equalsIgnoreCase("Origin"))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
