package gallery.stacks.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which web pages may read the API's answers, in the three places that answer.
 *
 * <ul>
 *   <li>The functions name the caller's origin when it is allowed.
 *   <li>So does the preflight answer, by its mapping template.
 *   <li>Gateway responses (a missing token, a throttled or malformed request) know no templates, only fixed values and values of the
 *       request. With one allowed origin they name that one. With several they can only repeat the caller's; where the environment
 *       has a web ACL, that lets no other origin come so far ({@link WebAcl}). Elsewhere a foreign page could read that the API
 *       refused it: the answer's text is fixed, holds nobody's data, and credentials are never admitted.
 * </ul>
 *
 * @param origins the allowed ones; {@code *} stands alone and admits all
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">the CORS protocol</a>
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html">gateway
 *     responses</a>
 */
record Cors(List<String> origins) {

    static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String ALLOW_HEADERS = "Access-Control-Allow-Headers";
    private static final String ALLOW_METHODS = "Access-Control-Allow-Methods";
    private static final String MAX_AGE = "Access-Control-Max-Age";

    // What the client sends beyond what any page may send.
    private static final String HEADERS = "Authorization,Content-Type";

    // Chromium keeps a preflight answer for no longer than two hours; a changed origin should not take a day.
    private static final String SECONDS = "600";

    Cors {
        origins = List.copyOf(origins);
    }

    /** Headers of the preflight answer, with their values as API Gateway's mappings have them. */
    Map<String, String> preflightHeaders(String method) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(ALLOW_HEADERS, fixed(HEADERS));
        headers.put(ALLOW_METHODS, fixed(method + ",OPTIONS"));
        headers.put(MAX_AGE, fixed(SECONDS));
        if (origins.size() == 1) {
            headers.put(ALLOW_ORIGIN, fixed(origins.get(0)));
        } else {
            headers.put("Vary", fixed("Origin"));
        }
        return headers;
    }

    /**
     * The mapping template of the preflight answer, which adds the caller's origin when it is one of several allowed ones.
     *
     * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html">overriding
     *     a response header</a>
     */
    String preflightTemplate() {
        if (origins.size() == 1) {
            return "";
        }
        return """
                #set($origin = $input.params().header.get("Origin"))
                #if(!$origin || $origin == "")#set($origin = $input.params().header.get("origin"))#end
                #if([%s].contains($origin))#set($context.responseOverride.header.%s = $origin)#end
                """.formatted(
                origins.stream().map(origin -> "\"" + origin + "\"").collect(Collectors.joining(", ")), ALLOW_ORIGIN);
    }

    /** Headers of API Gateway's own answers. */
    Map<String, String> gatewayHeaders() {
        return origins.size() == 1
                ? Map.of(ALLOW_ORIGIN, fixed(origins.get(0)))
                : Map.of(ALLOW_ORIGIN, "method.request.header.Origin", "Vary", fixed("Origin"));
    }

    private static String fixed(String value) {
        return "'" + value + "'";
    }
}
