package gallery.handlers.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import gallery.handlers.json.JsonObject;
import gallery.handlers.json.MalformedJsonException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** A request as API Gateway hands it over. */
final class ApiRequest {

    /** Far more than any request needs. */
    private static final int LONGEST_BODY = 65_536;

    private final APIGatewayProxyRequestEvent event;
    private final Authorization authorization;
    private final String requestId;

    ApiRequest(APIGatewayProxyRequestEvent event, Authorization authorization, String requestId) {
        this.event = event;
        this.authorization = authorization;
        this.requestId = requestId;
    }

    String requestId() {
        return requestId;
    }

    /** The fields of the body, which must be a JSON object. */
    Fields fields() {
        String body = Optional.ofNullable(event.getBody()).orElse("");
        if (body.length() > LONGEST_BODY) {
            throw RequestException.badRequest("the body must have at most " + LONGEST_BODY + " characters");
        }
        try {
            if (Boolean.TRUE.equals(event.getIsBase64Encoded())) {
                body = new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
            }
            return new Fields(JsonObject.parse(body));
        } catch (MalformedJsonException | IllegalArgumentException e) {
            throw RequestException.badRequest("the body must be a JSON object");
        }
    }

    /**
     * The user that the path names, as far as the token allows it. API Gateway passes path parameters on as they were
     * sent, percent-encoded.
     */
    String userOfPath() {
        String sent = Optional.ofNullable(event.getPathParameters())
                .map(parameters -> parameters.get("userId"))
                .orElse("");
        String userId = decoded(sent);
        if (userId.isBlank() || !Fields.isText(userId, Fields.LONGEST_USER_ID)) {
            throw RequestException.badRequest("userId " + Fields.textRule(Fields.LONGEST_USER_ID));
        }
        requireUser(userId);
        return userId;
    }

    /** @throws RequestException when users must prove who they are and the token is another user's */
    void requireUser(String userId) {
        if (authorization == Authorization.COGNITO
                && tokenUser().filter(userId::equals).isEmpty()) {
            throw RequestException.forbidden();
        }
    }

    /**
     * The user name in the token that API Gateway has checked. Only the one name: were others such as {@code sub} or
     * {@code email} accepted as well, somebody could sign up under a name that is another user's.
     *
     * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html">
     *     Cognito's ID token</a>, and the access token beside it, which calls the name {@code username}
     */
    private Optional<String> tokenUser() {
        Object claims = Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayProxyRequestEvent.ProxyRequestContext::getAuthorizer)
                .<Object>map(authorizer -> authorizer.get("claims"))
                .orElse(Map.of());
        if (!(claims instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        Object name = map.get("cognito:username") == null ? map.get("username") : map.get("cognito:username");
        return Optional.ofNullable(name).map(String::valueOf);
    }

    private static String decoded(String sent) {
        try {
            // URLDecoder reads form data, where a plus is a space; in a path it is a plus.
            return URLDecoder.decode(sent.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return sent;
        }
    }
}
