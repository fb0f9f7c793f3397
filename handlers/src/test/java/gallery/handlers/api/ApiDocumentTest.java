package gallery.handlers.api;

import static gallery.handlers.api.ApiCalls.agreementBody;
import static gallery.handlers.api.ApiCalls.as;
import static gallery.handlers.api.ApiCalls.get;
import static gallery.handlers.api.ApiCalls.post;
import static gallery.handlers.api.ApiCalls.uploadBody;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import gallery.handlers.function.JsonText;
import gallery.handlers.process.Choice;
import gallery.handlers.process.FinishedImage;
import gallery.handlers.process.ImageId;
import gallery.handlers.process.ImageKind;
import gallery.handlers.process.Status;
import gallery.handlers.testing.FakeContext;
import gallery.handlers.testing.Faults.Moment;
import gallery.handlers.testing.MotoServer;
import gallery.handlers.testing.TestCloud;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/api.yaml is an OpenAPI document, and the functions answer what it says and nothing else. */
class ApiDocumentTest {

    private static final Path DOCUMENT = Path.of(System.getProperty("gallery.root"), "docs", "api.yaml");

    /** What API Gateway answers itself. */
    private static final Set<String> OF_THE_GATEWAY = Set.of("401", "429");

    private static TestCloud cloud;
    private static JsonNode document;

    private final Set<String> answered = new TreeSet<>();

    @BeforeAll
    static void start() throws Exception {
        cloud = TestCloud.start();
        cloud.baseImage("renaissance", "female", "light", "portrait");
        document = new YAMLMapper().readTree(DOCUMENT.toFile());
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    void isAnOpenApi3Document() throws Exception {
        Process validator = new ProcessBuilder(
                        MotoServer.python().toString(), "-m", "openapi_spec_validator", DOCUMENT.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(validator.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(validator.waitFor()).as(said).isZero();
        assertThat(document.path("openapi").asText()).startsWith("3.");
    }

    @Test
    void everyAnswerIsAsDocumentedAndEveryDocumentedAnswerIsGiven() throws Exception {
        ImageId id = ImageId.create(Instant.now(), new SecureRandom());
        ApiFunctions open = functions(Authorization.NONE);
        ApiFunctions guarded = functions(Authorization.COGNITO);
        open.displays()
                .publish(
                        new FinishedImage(
                                id,
                                "nora",
                                new Choice("renaissance", "female", "light"),
                                "images/base-image/portrait.jpeg",
                                ImageKind.RESULT.key(id),
                                "a story",
                                Optional.empty()),
                        Instant.now());
        Map<String, Object> elsewhere = uploadBody("mara");
        elsewhere.put("theme", "baroque");

        Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> upload =
                event -> open.upload().handleRequest(event, new FakeContext());
        Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> retrieve =
                event -> open.retrieval().handleRequest(event, new FakeContext());
        Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> agree =
                event -> open.agreements().handleRequest(event, new FakeContext());

        check("/apis/images/upload", "post", upload.apply(post(uploadBody("mara"))));
        check("/apis/images/upload", "post", upload.apply(post("{}")));
        check("/apis/images/upload", "post", upload.apply(post(elsewhere)));
        check(
                "/apis/images/upload",
                "post",
                guarded.upload().handleRequest(as("eve", post(uploadBody("mara"))), new FakeContext()));
        check("/apis/images/{userId}", "get", retrieve.apply(get("nora")));
        check("/apis/images/{userId}", "get", retrieve.apply(get("mara")));
        check("/apis/images/{userId}", "get", retrieve.apply(get("nobody")));
        check("/apis/images/{userId}", "get", retrieve.apply(get("%00")));
        check(
                "/apis/images/{userId}",
                "get",
                guarded.retrieval().handleRequest(as("eve", get("mara")), new FakeContext()));
        check("/agree", "post", agree.apply(post(agreementBody("mara", id + ".jpeg"))));
        check("/agree", "post", agree.apply(post("{}")));
        check(
                "/agree",
                "post",
                guarded.agreements()
                        .handleRequest(as("eve", post(agreementBody("mara", id.value()))), new FakeContext()));
        for (String call : List.of("Query", "PutItem", "GetItem")) {
            cloud.faults().lose(call, Moment.BEFORE, Integer.MAX_VALUE);
        }
        check("/apis/images/upload", "post", upload.apply(post(uploadBody("mara"))));
        check("/apis/images/{userId}", "get", retrieve.apply(get("mara")));
        check("/agree", "post", agree.apply(post(agreementBody("mara", id.value()))));
        cloud.faults().clear();

        assertThat(answered).isEqualTo(documented());
    }

    @Test
    void requestsThatTheWebClientSendsAreAsDocumented() throws IOException {
        String id = ImageId.create(Instant.now(), new SecureRandom()) + ".jpeg";

        assertThat(problems(schemaRef("UploadRequest"), JsonText.object(uploadBody("mara"))))
                .isEmpty();
        assertThat(problems(schemaRef("Agreement"), JsonText.object(agreementBody("mara", id))))
                .isEmpty();
        assertThat(problems(schemaRef("UploadRequest"), "{}")).hasSize(4);
        assertThat(problems(schemaRef("Agreement"), "{}")).hasSize(5);
    }

    @Test
    void theStatusesAreTheOnesThereAre() {
        List<String> documented = new ArrayList<>();
        document.at("/components/schemas/Unfinished/properties/status/enum")
                .forEach(status -> documented.add(status.asText()));

        assertThat(documented)
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of("NONE"), Stream.of(Status.values()).map(Enum::name))
                        .toList());
    }

    private void check(String path, String method, APIGatewayProxyResponseEvent answer) throws IOException {
        String status = String.valueOf(answer.getStatusCode());
        answered.add(method + " " + path + " " + status);
        JsonNode response = resolved(
                document.path("paths").path(path).path(method).path("responses").path(status));
        assertThat(response.isMissingNode()).as(path + " " + status).isFalse();
        assertThat(answer.getHeaders()).containsKeys("Access-Control-Allow-Origin", "Content-Type");
        JsonNode schema = response.at("/content/application~1json/schema");
        assertThat(problems(schema, answer.getBody())).as(answer.getBody()).isEmpty();
    }

    private static Set<String> documented() {
        Set<String> all = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> method.getValue()
                                .path("responses")
                                .fieldNames()
                                .forEachRemaining(status -> {
                                    if (!OF_THE_GATEWAY.contains(status)) {
                                        all.add(method.getKey() + " " + path.getKey() + " " + status);
                                    }
                                })));
        return all;
    }

    private static JsonNode schemaRef(String name) {
        return new ObjectMapper().createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** What is wrong with a body; references lead into the document. */
    private static List<Error> problems(JsonNode schema, String body) throws IOException {
        ObjectNode whole = new ObjectMapper().createObjectNode();
        whole.set("components", document.path("components"));
        whole.setAll((ObjectNode) schema);
        return SchemaRegistry.withDialect(Dialects.getDraft202012())
                .getSchema(whole)
                .validate(new ObjectMapper().readTree(body));
    }

    private static ApiFunctions functions(Authorization authorization) {
        return new ApiFunctions(cloud, authorization, Clock.systemUTC());
    }
}
