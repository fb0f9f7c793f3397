package gallery.handlers.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import gallery.handlers.function.JsonText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests as API Gateway would hand them over. */
final class ApiCalls {

    private ApiCalls() {}

    static APIGatewayProxyRequestEvent post(Map<String, ?> body) {
        return post(JsonText.object(body));
    }

    static APIGatewayProxyRequestEvent post(@Nullable String body) {
        return new APIGatewayProxyRequestEvent()
                .withHttpMethod("POST")
                .withHeaders(Map.of("origin", "https://gallery.example.com"))
                .withBody(body);
    }

    static APIGatewayProxyRequestEvent get(String encodedUserId) {
        return new APIGatewayProxyRequestEvent()
                .withHttpMethod("GET")
                .withHeaders(Map.of("Origin", "https://gallery.example.com"))
                .withPathParameters(Map.of("userId", encodedUserId));
    }

    static APIGatewayProxyRequestEvent as(String userName, APIGatewayProxyRequestEvent event) {
        return withClaims(Map.of("cognito:username", userName, "sub", "somebody"), event);
    }

    static APIGatewayProxyRequestEvent withClaims(Map<String, String> claims, APIGatewayProxyRequestEvent event) {
        APIGatewayProxyRequestEvent.ProxyRequestContext requestContext =
                new APIGatewayProxyRequestEvent.ProxyRequestContext();
        requestContext.setAuthorizer(new HashMap<>(Map.of("claims", claims)));
        return event.withRequestContext(requestContext);
    }

    static Map<String, Object> uploadBody(String userId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("userId", userId);
        body.put("theme", "renaissance");
        body.put("gender", "female");
        body.put("skin", "light");
        return body;
    }

    static Map<String, Object> agreementBody(String userId, String id) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("name", "Mara Musterfrau");
        body.put("agree", true);
        body.put("savedAt", "2026-03-01T12:00:00.000Z");
        body.put("userId", userId);
        return body;
    }
}
