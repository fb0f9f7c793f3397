package gallery.stacks.api;

import gallery.environments.Api;
import gallery.stacks.construct.JavaFunction;
import gallery.stacks.construct.Json;
import gallery.stacks.core.Arns;
import gallery.stacks.core.Names;
import gallery.stacks.core.StackContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The API as an OpenAPI document with API Gateway's extensions. One document instead of some thirty resources, because a
 * deployment has to follow every change of any of them, and a digest of the document misses none.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html">extensions</a>
 */
final class ApiDocument {

    /** The longest that API Gateway waits for a function, unless a quota is raised. */
    static final int LONGEST_ANSWER_MS = 29_000;

    private static final String VISITORS = "visitors";
    private static final String VALIDATOR = "everything";
    private static final String JSON = "application/json";

    private final Names names;
    private final Arns arns;
    private final Cors cors;
    private final boolean signedIn;
    private final String userPool;

    /** @param userPool the ARN of the user pool whose tokens count */
    ApiDocument(StackContext context, Cors cors, String userPool) {
        names = context.names();
        arns = context.arns();
        this.cors = cors;
        signedIn = context.environment().api().authorization() == Api.Authorization.COGNITO;
        this.userPool = userPool;
    }

    String json(String title, String description) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.0.1");
        document.put("info", Map.of("title", title, "description", description, "version", "1"));
        Map<String, Object> paths = new LinkedHashMap<>();
        Route.ALL.forEach(route -> paths.put(route.path(), path(route)));
        document.put("paths", paths);
        document.put("components", components());
        document.put("x-amazon-apigateway-request-validator", VALIDATOR);
        document.put(
                "x-amazon-apigateway-request-validators",
                Map.of(VALIDATOR, Map.of("validateRequestBody", true, "validateRequestParameters", true)));
        document.put("x-amazon-apigateway-gateway-responses", gatewayResponses());
        return Json.object(document);
    }

    private Map<String, Object> path(Route route) {
        Map<String, Object> path = new LinkedHashMap<>();
        path.put(route.method().toLowerCase(Locale.ROOT), operation(route));
        path.put("options", preflight(route));
        return path;
    }

    private Map<String, Object> operation(Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", route.function());
        operation.put("summary", route.summary());
        operation.put("parameters", parameters(route));
        if (!route.body().isEmpty()) {
            operation.put(
                    "requestBody",
                    Map.of(
                            "required",
                            true,
                            "content",
                            Map.of(JSON, Map.of("schema", Map.of("$ref", "#/components/schemas/" + route.model())))));
        }
        if (signedIn) {
            operation.put("security", List.of(Map.of(VISITORS, List.of())));
        }
        operation.put("responses", Map.of("200", Map.of("description", "done")));
        operation.put(
                "x-amazon-apigateway-integration",
                Map.of(
                        "type",
                        "aws_proxy",
                        // How API Gateway calls Lambda, whatever the caller's method.
                        "httpMethod",
                        "POST",
                        "uri",
                        arns.invocation(names.of(route.function()), JavaFunction.LIVE),
                        "passthroughBehavior",
                        "when_no_match",
                        "timeoutInMillis",
                        LONGEST_ANSWER_MS));
        return operation;
    }

    /** Asked by browsers before the call itself, always without a token. */
    private Map<String, Object> preflight(Route route) {
        Map<String, Object> declared = new LinkedHashMap<>();
        Map<String, Object> mapped = new LinkedHashMap<>();
        cors.preflightHeaders(route.method()).forEach((header, value) -> {
            declared.put(header, Map.of("schema", Map.of("type", "string")));
            mapped.put("method.response.header." + header, value);
        });
        declared.put(Cors.ALLOW_ORIGIN, Map.of("schema", Map.of("type", "string")));
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", route.function() + "-preflight");
        operation.put("parameters", parameters(route));
        operation.put("responses", Map.of("204", Map.of("description", "allowed origins", "headers", declared)));
        operation.put(
                "x-amazon-apigateway-integration",
                Map.of(
                        "type",
                        "mock",
                        "passthroughBehavior",
                        "when_no_match",
                        "requestTemplates",
                        Map.of(JSON, "{\"statusCode\": 204}"),
                        "responses",
                        Map.of(
                                "default",
                                Map.of(
                                        "statusCode",
                                        "204",
                                        "responseParameters",
                                        mapped,
                                        "responseTemplates",
                                        Map.of(JSON, cors.preflightTemplate())))));
        return operation;
    }

    private static List<Map<String, Object>> parameters(Route route) {
        return route.pathParameters().stream()
                .map(name -> Map.<String, Object>of(
                        "name", name, "in", "path", "required", true, "schema", Map.of("type", "string")))
                .toList();
    }

    private Map<String, Object> components() {
        Map<String, Object> schemas = new TreeMap<>();
        Route.ALL.stream()
                .filter(route -> !route.body().isEmpty())
                .forEach(route -> schemas.put(route.model(), schema(route)));
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("schemas", schemas);
        if (signedIn) {
            components.put("securitySchemes", Map.of(VISITORS, authorizer()));
        }
        return components;
    }

    private static Map<String, Object> schema(Route route) {
        Map<String, Object> properties = new LinkedHashMap<>();
        route.body().forEach((name, property) -> properties.put(name, schema(property)));
        return Map.of("type", "object", "required", List.copyOf(route.body().keySet()), "properties", properties);
    }

    private static Map<String, Object> schema(Route.Property property) {
        return property instanceof Route.Property.Text text
                ? Map.of("type", "string", "minLength", 1, "maxLength", text.longest())
                : Map.of("type", "boolean");
    }

    /** Takes identity tokens: an operation without scopes admits no access token. */
    private Map<String, Object> authorizer() {
        return Map.of(
                "type",
                "apiKey",
                "name",
                "Authorization",
                "in",
                "header",
                "x-amazon-apigateway-authtype",
                "cognito_user_pools",
                "x-amazon-apigateway-authorizer",
                Map.of("type", "cognito_user_pools", "providerARNs", List.of(userPool)));
    }

    /** Gives API Gateway's own errors the form of the functions' ones. */
    private Map<String, Object> gatewayResponses() {
        Map<String, Object> headers = new TreeMap<>();
        cors.gatewayHeaders().forEach((header, value) -> headers.put("gatewayresponse.header." + header, value));
        return Map.of(
                "DEFAULT_4XX",
                error(headers, "$context.error.messageString"),
                "DEFAULT_5XX",
                error(headers, "$context.error.messageString"),
                // Names the property, which the message does not.
                "BAD_REQUEST_BODY",
                error(headers, "\"$context.error.validationErrorString\""));
    }

    private static Map<String, Object> error(Map<String, Object> headers, String message) {
        return Map.of(
                "responseParameters",
                headers,
                "responseTemplates",
                Map.of(JSON, "{\"error\":" + message + ",\"requestId\":\"$context.requestId\"}"));
    }
}
