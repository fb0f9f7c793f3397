package gallery.stacks.api;

import static gallery.stacks.ModelStacks.grants;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gallery.environments.Api.Authorization;
import gallery.environments.Api.Domain;
import gallery.environments.Environment;
import gallery.stacks.ModelStacks;
import gallery.stacks.SynthesizedAlone;
import gallery.stacks.TestEnvironments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiGatewayStackTest {

    private static final String FIRST = "https://gallery.example.com";
    private static final String SECOND = "https://www.gallery.example.com";
    private static final List<String> GATEWAY_RESPONSES = List.of("BAD_REQUEST_BODY", "DEFAULT_4XX", "DEFAULT_5XX");
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    @TempDir
    private Path directory;

    @Test
    void uploadMayChooseAPortraitAndBeginAPicture() {
        assertThat(role("image-upload"))
                .containsExactly(
                        logs("image-upload"),
                        "ChoosePortraits: dynamodb:Query on " + table("base-resource"),
                        "BeginPictures: dynamodb:PutItem on " + table("process") + " " + table("display"),
                        "SignUploads: s3:PutObject on arn:aws:s3:::gallery-test-images-111122223333/images/face-image/*",
                        key("kms:GenerateDataKey"));
    }

    @Test
    void retrievalMayOnlyRead() {
        assertThat(role("image-retrieval"))
                .containsExactly(
                        logs("image-retrieval"),
                        "FindPictures: dynamodb:GetItem on " + table("display") + " " + table("process"),
                        "SignDownloads: s3:GetObject on arn:aws:s3:::gallery-test-images-111122223333/images/results/*",
                        key("kms:Decrypt"));
    }

    @Test
    void agreementMayOnlyAddAConsent() {
        assertThat(role("user-agreement"))
                .containsExactly(
                        logs("user-agreement"), "RecordConsents: dynamodb:PutItem on " + table("user-agreement"));
    }

    @Test
    void eachFunctionGetsTheVariablesThatItReads() {
        JsonNode stack = synth(TestEnvironments.withOrigins(FIRST, SECOND));

        assertThat(variables(stack, "image-upload"))
                .containsOnly(
                        Map.entry("ENVIRONMENT", "test"),
                        Map.entry("AUTHORIZATION", "cognito"),
                        Map.entry("ALLOWED_ORIGINS", FIRST + "," + SECOND),
                        Map.entry("IMAGE_BUCKET", "gallery-test-images-111122223333"),
                        Map.entry("PROCESS_TABLE", "gallery-test-process"),
                        Map.entry("DISPLAY_TABLE", "gallery-test-display"),
                        Map.entry("BASE_RESOURCE_TABLE", "gallery-test-base-resource"),
                        Map.entry("PERSONAL_RETENTION_DAYS", "0"));
        assertThat(variables(stack, "image-retrieval"))
                .containsOnly(
                        Map.entry("ENVIRONMENT", "test"),
                        Map.entry("AUTHORIZATION", "cognito"),
                        Map.entry("ALLOWED_ORIGINS", FIRST + "," + SECOND),
                        Map.entry("IMAGE_BUCKET", "gallery-test-images-111122223333"),
                        Map.entry("PROCESS_TABLE", "gallery-test-process"),
                        Map.entry("DISPLAY_TABLE", "gallery-test-display"));
        assertThat(variables(stack, "user-agreement"))
                .containsOnly(
                        Map.entry("ENVIRONMENT", "test"),
                        Map.entry("AUTHORIZATION", "cognito"),
                        Map.entry("ALLOWED_ORIGINS", FIRST + "," + SECOND),
                        Map.entry("USER_AGREEMENT_TABLE", "gallery-test-user-agreement"),
                        Map.entry("PERSONAL_RETENTION_DAYS", "0"));
    }

    @ParameterizedTest
    @CsvSource({
        "/apis/images/upload,   post, image-upload,    POST/apis/images/upload",
        "/apis/images/{userId}, get,  image-retrieval, GET/apis/images/*",
        "/agree,                post, user-agreement,  POST/agree"
    })
    void aRouteCallsItsPublishedFunctionAndThatAdmitsNoOther(
            String path, String method, String function, String permitted) {
        JsonNode stack = synth(TestEnvironments.unprotected("test"));
        JsonNode integration =
                body(stack).path("paths").path(path).path(method).path("x-amazon-apigateway-integration");
        JsonNode permission = stack.at("/resource/aws_lambda_permission/" + function);

        assertThat(integration.path("type").asText()).isEqualTo("aws_proxy");
        assertThat(integration.path("uri").asText())
                .isEqualTo("arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/"
                        + "arn:aws:lambda:eu-central-1:111122223333:function:gallery-test-" + function
                        + ":live/invocations");
        assertThat(permission.path("source_arn").asText())
                .isEqualTo("${aws_api_gateway_rest_api.api.execution_arn}/*/" + permitted);
        assertThat(permission.path("qualifier").asText()).isEqualTo("${aws_lambda_alias." + function + ".name}");
    }

    @Test
    void demandsATokenOfTheEnvironmentsUserPoolExceptForPreflights() {
        JsonNode stack = synth(TestEnvironments.unprotected("test"));
        JsonNode body = body(stack);

        operations(body)
                .forEach((operation, description) -> assertThat(description.path("security"))
                        .as(operation)
                        .hasSize(operation.endsWith(" options") ? 0 : 1));
        assertThat(body.at("/components/securitySchemes/visitors/x-amazon-apigateway-authorizer/providerARNs/0")
                        .asText())
                .isEqualTo("arn:aws:cognito-idp:eu-central-1:111122223333:userpool/${local.user_pool_id}");
        assertThat(stack.at("/locals/user_pool_id").asText())
                .isEqualTo("${contains(var.unapplied_dependencies, \"cognito\") ? "
                        + "\"placeholder-cognito-user_pool_id\" : "
                        + "data.terraform_remote_state.cognito[0].outputs.user_pool_id}");
    }

    @Test
    void withoutAuthorizationItKnowsNoUserPool() {
        JsonNode stack = synth(TestEnvironments.with(TestEnvironments.api(Authorization.NONE, false, FIRST)));

        assertThat(body(stack).toString()).doesNotContain("security", "userpool");
        assertThat(stack.has("data")).isFalse();
        assertThat(stack.has("variable")).isFalse();
        assertThat(variables(stack, "image-upload")).containsEntry("AUTHORIZATION", "none");
    }

    @ParameterizedTest
    @ValueSource(strings = {FIRST, "*"})
    void aSingleOriginIsNamedInEveryAnswerOfTheGateway(String origin) {
        JsonNode body = body(synth(TestEnvironments.withOrigins(origin)));

        preflights(body).forEach(preflight -> {
            assertThat(preflight
                            .path("responseParameters")
                            .path("method.response.header." + ALLOW_ORIGIN)
                            .asText())
                    .isEqualTo("'" + origin + "'");
            assertThat(preflight.at("/responseTemplates/application~1json").asText())
                    .isEmpty();
        });
        assertThat(gatewayOrigins(body)).containsOnly("'" + origin + "'");
    }

    @Test
    void ofSeveralOriginsThePreflightNamesTheCallersIfItIsAllowed() {
        JsonNode body = body(synth(TestEnvironments.withOrigins(FIRST, SECOND)));

        assertThat(preflights(body)).hasSize(3).allSatisfy(preflight -> {
            assertThat(preflight.path("responseParameters").has("method.response.header." + ALLOW_ORIGIN))
                    .isFalse();
            assertThat(preflight
                            .path("responseParameters")
                            .path("method.response.header.Vary")
                            .asText())
                    .isEqualTo("'Origin'");
            assertThat(preflight.at("/responseTemplates/application~1json").asText())
                    .contains("#if([\"" + FIRST + "\", \"" + SECOND + "\"].contains($origin))"
                            + "#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)#end");
        });
        assertThat(gatewayOrigins(body)).containsOnly("method.request.header.Origin");
    }

    @Test
    void aWebAclTurnsForeignOriginsAwayBeforeTheGatewayAnswers() {
        JsonNode stack = synth(TestEnvironments.with(TestEnvironments.api(Authorization.COGNITO, true, FIRST, SECOND)));
        JsonNode acl = stack.at("/resource/aws_wafv2_web_acl/api-acl");

        assertThat(acl.path("rule").findValuesAsText("priority")).startsWith("0");
        JsonNode foreign = acl.path("rule").path(0);
        assertThat(foreign.at("/action/block/custom_response/response_code").asInt())
                .isEqualTo(403);
        assertThat(foreign.findValuesAsText("search_string")).containsExactly(FIRST, SECOND);
        assertThat(foreign.at("/statement/and_statement/statement/1/not_statement/statement/0/or_statement")
                        .isObject())
                .isTrue();
        assertThat(acl.at("/rule/1/statement/rate_based_statement/aggregate_key_type")
                        .asText())
                .isEqualTo("IP");
        assertThat(acl.at("/rule/2/statement/managed_rule_group_statement/name").asText())
                .isEqualTo("AWSManagedRulesCommonRuleSet");
        // Samples hold the headers of requests.
        assertThat(acl.findValuesAsText("sampled_requests_enabled"))
                .isNotEmpty()
                .containsOnly("false");
        assertThat(stack.at("/resource/aws_wafv2_web_acl_association/api-acl/resource_arn")
                        .asText())
                .isEqualTo("${aws_api_gateway_stage.api.arn}");
    }

    @Test
    void aWebAclOfAnApiForAllOriginsAsksForNone() {
        JsonNode rules = synth(TestEnvironments.with(TestEnvironments.api(Authorization.COGNITO, true, "*")))
                .at("/resource/aws_wafv2_web_acl/api-acl/rule");

        assertThat(rules.findValuesAsText("priority")).contains("0", "1").doesNotContain("2");
        assertThat(rules.findValuesAsText("search_string")).isEmpty();
    }

    @Test
    void thereIsNoWebAclWhereTheEnvironmentWantsNone() {
        assertThat(synth(TestEnvironments.unprotected("test")).path("resource").has("aws_wafv2_web_acl"))
                .isFalse();
    }

    @Test
    void refusesABodyThatLacksAProperty() {
        JsonNode body = body(synth(TestEnvironments.unprotected("test")));
        JsonNode schemas = body.at("/components/schemas");

        assertThat(words(schemas.at("/ImageUpload/required"))).containsExactly("userId", "theme", "gender", "skin");
        assertThat(words(schemas.at("/UserAgreement/required")))
                .containsExactly("id", "name", "agree", "savedAt", "userId");
        assertThat(body.at("/paths/~1agree/post/requestBody/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/UserAgreement");
        String validator = body.path("x-amazon-apigateway-request-validator").asText();
        assertThat(body.path("x-amazon-apigateway-request-validators")
                        .path(validator)
                        .toString())
                .isEqualTo("{\"validateRequestBody\":true,\"validateRequestParameters\":true}");
    }

    @Test
    void gatewayErrorsLookLikeThoseOfTheFunctions() {
        JsonNode responses =
                body(synth(TestEnvironments.unprotected("test"))).path("x-amazon-apigateway-gateway-responses");

        for (String response : GATEWAY_RESPONSES) {
            assertThat(responses
                            .path(response)
                            .at("/responseTemplates/application~1json")
                            .asText())
                    .matches("\\{\"error\":\\S+,\"requestId\":\"\\$context\\.requestId\"}");
        }
    }

    @Test
    void theAccessLogHoldsNeitherTokensNorQueriesNorPeople() {
        JsonNode stage = synth(TestEnvironments.unprotected("test")).at("/resource/aws_api_gateway_stage/api");
        JsonNode format =
                ModelStacks.parse(stage.at("/access_log_settings/format").asText());

        assertThat(format)
                .isNotEmpty()
                .allSatisfy(field -> assertThat(field.asText())
                        .startsWith("$context.")
                        .doesNotContainIgnoringCase("authorizer")
                        .doesNotContain("querystring", "header", "identity", "$context.path"));
    }

    @Test
    void theStageIsThrottledAndKeepsNoBodies() {
        JsonNode settings =
                synth(TestEnvironments.unprotected("test")).at("/resource/aws_api_gateway_method_settings/api");

        assertThat(settings.path("method_path").asText()).isEqualTo("*/*");
        assertThat(settings.at("/settings/throttling_rate_limit").asInt()).isEqualTo(10);
        assertThat(settings.at("/settings/throttling_burst_limit").asInt()).isEqualTo(20);
        assertThat(settings.at("/settings/logging_level").asText()).isEqualTo("OFF");
        assertThat(settings.at("/settings/data_trace_enabled").asBoolean(true)).isFalse();
    }

    @Test
    void everyChangeOfTheApiIsDeployed() {
        JsonNode deployment =
                synth(TestEnvironments.unprotected("test")).at("/resource/aws_api_gateway_deployment/api");

        assertThat(deployment.at("/triggers/content").asText())
                .isEqualTo("${sha256(aws_api_gateway_rest_api.api.body)}");
        assertThat(deployment.at("/lifecycle/create_before_destroy").asBoolean())
                .isTrue();
    }

    @Test
    void anApiWithAHostNameOfItsOwnHasNoOther() {
        Domain domain = new Domain("api.example.com", "arn:aws:acm:eu-central-1:111122223333:certificate/1");
        JsonNode stack = synth(TestEnvironments.with(TestEnvironments.api(domain)));
        JsonNode resources = stack.path("resource");

        assertThat(resources
                        .at("/aws_api_gateway_rest_api/api/disable_execute_api_endpoint")
                        .asBoolean())
                .isTrue();
        assertThat(resources.at("/aws_api_gateway_domain_name/api/domain_name").asText())
                .isEqualTo("api.example.com");
        assertThat(resources
                        .at("/aws_api_gateway_domain_name/api/regional_certificate_arn")
                        .asText())
                .isEqualTo("arn:aws:acm:eu-central-1:111122223333:certificate/1");
        assertThat(resources
                        .at("/aws_api_gateway_base_path_mapping/api/stage_name")
                        .asText())
                .isEqualTo("${aws_api_gateway_stage.api.stage_name}");
        assertThat(stack.at("/output/api_url/value").asText()).isEqualTo("https://api.example.com");
    }

    @Test
    void anApiWithoutOneKeepsTheNameThatAwsGives() {
        JsonNode stack = synth(TestEnvironments.unprotected("test"));

        assertThat(stack.path("resource").has("aws_api_gateway_domain_name")).isFalse();
        assertThat(stack.at("/resource/aws_api_gateway_rest_api/api").has("disable_execute_api_endpoint"))
                .isFalse();
        assertThat(stack.at("/output/api_url/value").asText()).isEqualTo("${aws_api_gateway_stage.api.invoke_url}");
    }

    private List<String> role(String id) {
        return grants(synth(TestEnvironments.unprotected("test")).at("/resource/aws_iam_role_policy/" + id), "policy");
    }

    private JsonNode synth(Environment environment) {
        return SynthesizedAlone.of("api-gateway", environment, directory, ApiGatewayStack::new);
    }

    private static JsonNode body(JsonNode stack) {
        return ModelStacks.parse(
                stack.at("/resource/aws_api_gateway_rest_api/api/body").asText());
    }

    /** Each operation by its path and method. */
    private static Map<String, JsonNode> operations(JsonNode body) {
        Map<String, JsonNode> operations = new TreeMap<>();
        body.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation ->
                                operations.put(path.getKey() + " " + operation.getKey(), operation.getValue())));
        assertThat(operations).hasSize(6);
        return operations;
    }

    private static List<JsonNode> preflights(JsonNode body) {
        List<JsonNode> preflights = new ArrayList<>();
        operations(body).forEach((operation, description) -> {
            if (operation.endsWith(" options")) {
                preflights.add(description.at("/x-amazon-apigateway-integration/responses/default"));
            }
        });
        return preflights;
    }

    private static List<String> gatewayOrigins(JsonNode body) {
        return GATEWAY_RESPONSES.stream()
                .map(response -> body.path("x-amazon-apigateway-gateway-responses")
                        .path(response)
                        .path("responseParameters")
                        .path("gatewayresponse.header." + ALLOW_ORIGIN)
                        .asText())
                .toList();
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static Map<String, String> variables(JsonNode stack, String function) {
        Map<String, String> variables = new TreeMap<>();
        stack.at("/resource/aws_lambda_function/" + function + "/environment/variables")
                .properties()
                .forEach(variable ->
                        variables.put(variable.getKey(), variable.getValue().asText()));
        return variables;
    }

    private static String logs(String function) {
        return "WriteLogs: logs:CreateLogStream logs:PutLogEvents on "
                + "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/gallery-test-" + function + ":*";
    }

    private static String table(String name) {
        return "arn:aws:dynamodb:eu-central-1:111122223333:table/gallery-test-" + name;
    }

    private static String key(String actions) {
        return "UseImageKey: " + actions + " on arn:aws:kms:eu-central-1:111122223333:key/* when "
                + "ForAnyValue:StringEquals:kms:ResourceAliases:alias/gallery-test-images";
    }
}
