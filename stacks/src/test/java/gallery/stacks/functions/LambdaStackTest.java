package gallery.stacks.functions;

import static gallery.stacks.ModelStacks.grants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.hashicorp.cdktf.App;
import gallery.environments.Environment;
import gallery.environments.Images.Encryption;
import gallery.environments.Inference.Mode;
import gallery.stacks.ModelStacks;
import gallery.stacks.SynthesizedAlone;
import gallery.stacks.TestEnvironments;
import gallery.stacks.construct.UnusableSourceException;
import gallery.stacks.core.StackContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LambdaStackTest {

    private static final String LOGS = "WriteLogs: logs:CreateLogStream logs:PutLogEvents on "
            + "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/gallery-test-%s:*";
    private static final String QUEUE = "TakeWork: sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage on "
            + "arn:aws:sqs:eu-central-1:111122223333:gallery-test-%s";
    private static final String FOLLOW = "FollowPictures: dynamodb:GetItem dynamodb:UpdateItem on " + table("process");
    private static final String REMEMBER = "RememberRequests: dynamodb:PutItem on " + table("process");
    private static final String SHOW =
            "ShowPictures: dynamodb:PutItem on " + table("display") + " " + table("display-history");
    private static final String REQUEST = "WriteRequests: s3:PutObject on " + objects("inference/input");
    private static final String PICTURES =
            "s3:GetObject on " + objects("images/face-swapped") + " " + objects("images/results");

    @TempDir
    private Path directory;

    @Test
    void croppingMayReadPhotographsAndWriteFaces() {
        assertThat(role("face-crop", TestEnvironments.unprotected("test")))
                .containsExactly(
                        LOGS.formatted("face-crop"),
                        FOLLOW,
                        "ReadPhotographs: s3:GetObject on " + objects("images/face-image"),
                        "WriteFaces: s3:PutObject on " + objects("images/face-cropped"),
                        key("kms:Decrypt kms:GenerateDataKey"),
                        "FindFaces: rekognition:DetectFaces on *",
                        QUEUE.formatted("face-crop"));
    }

    @Test
    void noRoleKnowsAKeyWhereTheBucketHasNone() {
        Environment environment = TestEnvironments.with(Encryption.S3);

        assertThat(role("face-crop", environment)).noneMatch(grant -> grant.contains("kms:"));
        assertThat(role("face-swap", environment)).noneMatch(grant -> grant.contains("kms:"));
        assertThat(role("face-swap-completion", environment)).noneMatch(grant -> grant.contains("kms:"));
    }

    @Test
    void theEmulatorNeedsNoRekognition() {
        JsonNode stack = synth(TestEnvironments.unprotected(Environment.LOCAL));

        assertThat(stack.at("/resource/aws_iam_role_policy/face-crop/policy").asText())
                .doesNotContain("rekognition");
        assertThat(variables(stack, "face-crop")).containsEntry("FACE_DETECTOR", "embedded");
    }

    @Test
    void swappingMayQueueRequestsToFacechain() {
        assertThat(role("face-swap", TestEnvironments.unprotected("test")))
                .containsExactly(
                        LOGS.formatted("face-swap"),
                        FOLLOW,
                        "FindPictures: " + PICTURES,
                        "CallModel: sagemaker:InvokeEndpointAsync on " + endpoint("facechain"),
                        REQUEST,
                        REMEMBER,
                        key("kms:Decrypt kms:GenerateDataKey"),
                        QUEUE.formatted("face-swap"));
    }

    @Test
    void aRealtimeModelAnswersItselfAndNothingIsRemembered() {
        Environment environment = TestEnvironments.with(TestEnvironments.inference(Mode.REALTIME, true));

        assertThat(role("face-swap", environment))
                .containsExactly(
                        LOGS.formatted("face-swap"),
                        FOLLOW,
                        "FindPictures: " + PICTURES,
                        "CallModel: sagemaker:InvokeEndpoint on " + endpoint("facechain"),
                        REQUEST,
                        key("kms:Decrypt kms:GenerateDataKey"),
                        QUEUE.formatted("face-swap"));
        assertThat(role("face-swap-completion", environment))
                .contains("CallModel: sagemaker:InvokeEndpoint on " + endpoint("gfpgan"))
                .doesNotContain(REMEMBER);
    }

    @Test
    void completionMayHaveAPictureRestored() {
        assertThat(role("face-swap-completion", TestEnvironments.unprotected("test")))
                .containsExactly(
                        LOGS.formatted("face-swap-completion"),
                        FOLLOW,
                        SHOW,
                        "ReadPictures: " + PICTURES,
                        "CallModel: sagemaker:InvokeEndpointAsync on " + endpoint("gfpgan"),
                        REQUEST,
                        REMEMBER,
                        key("kms:Decrypt kms:GenerateDataKey"),
                        QUEUE.formatted("face-swap-completion"));
    }

    @Test
    void withoutRestorationCompletionCallsNoModel() {
        assertThat(role("face-swap-completion", TestEnvironments.with(TestEnvironments.inference(Mode.ASYNC, false))))
                .containsExactly(
                        LOGS.formatted("face-swap-completion"),
                        FOLLOW,
                        SHOW,
                        "ReadPictures: " + PICTURES,
                        "WriteResults: s3:PutObject on " + objects("images/results"),
                        key("kms:Decrypt kms:GenerateDataKey"),
                        QUEUE.formatted("face-swap-completion"));
    }

    @Test
    void eachFunctionGetsTheVariablesThatItReads() {
        JsonNode stack = synth(TestEnvironments.unprotected("test"));

        assertThat(variables(stack, "face-crop"))
                .containsOnly(
                        Map.entry("ENVIRONMENT", "test"),
                        Map.entry("IMAGE_BUCKET", "gallery-test-images-111122223333"),
                        Map.entry("PROCESS_TABLE", "gallery-test-process"),
                        Map.entry("MAX_UPLOAD_BYTES", "10000000"),
                        Map.entry("MAX_PIXELS", "50000000"),
                        Map.entry("FACE_DETECTOR", "rekognition"));
        assertThat(variables(stack, "face-swap"))
                .containsOnly(
                        Map.entry("ENVIRONMENT", "test"),
                        Map.entry("IMAGE_BUCKET", "gallery-test-images-111122223333"),
                        Map.entry("PROCESS_TABLE", "gallery-test-process"),
                        Map.entry("RESTORE", "true"),
                        Map.entry("FACECHAIN_ENDPOINT", "gallery-test-facechain"),
                        Map.entry("FACECHAIN_MODE", "async"));
        assertThat(variables(stack, "face-swap-completion"))
                .containsOnly(
                        Map.entry("ENVIRONMENT", "test"),
                        Map.entry("IMAGE_BUCKET", "gallery-test-images-111122223333"),
                        Map.entry("PROCESS_TABLE", "gallery-test-process"),
                        Map.entry("DISPLAY_TABLE", "gallery-test-display"),
                        Map.entry("DISPLAY_HISTORY_TABLE", "gallery-test-display-history"),
                        Map.entry("RESTORE", "true"),
                        Map.entry("GFPGAN_ENDPOINT", "gallery-test-gfpgan"),
                        Map.entry("GFPGAN_MODE", "async"),
                        Map.entry("PERSONAL_RETENTION_DAYS", "0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"face-crop", "face-swap", "face-swap-completion"})
    void onlyItsOwnRuleMaySendToAQueueAndToItsDeadLetters(String step) {
        JsonNode queues = synth(TestEnvironments.unprotected("test")).at("/resource/aws_sqs_queue");
        String rule = " by Service:events.amazonaws.com when "
                + "ArnEquals:aws:SourceArn:arn:aws:events:eu-central-1:111122223333:rule/gallery-test-" + step;
        String queue = "sqs:SendMessage on arn:aws:sqs:eu-central-1:111122223333:gallery-test-" + step;

        assertThat(grants(queues.path(step), "policy"))
                .filteredOn(grant -> !grant.contains(" denies: "))
                .containsExactly("SendEvents: " + queue + rule);
        assertThat(grants(queues.path(step + "-dead-letters"), "policy"))
                .filteredOn(grant -> !grant.contains(" denies: "))
                .containsExactly("SendUndeliveredEvents: " + queue + "-dead-letters" + rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"face-crop", "face-swap", "face-swap-completion"})
    void aQueueKeepsAMessageOutOfSightForSixTimeouts(String step) {
        for (Mode mode : Mode.values()) {
            JsonNode resources = synth(TestEnvironments.with(TestEnvironments.inference(mode, true)))
                    .path("resource");

            assertThat(resources
                            .at("/aws_sqs_queue/" + step + "/visibility_timeout_seconds")
                            .asInt())
                    .isEqualTo(6
                            * resources
                                    .at("/aws_lambda_function/" + step + "/timeout")
                                    .asInt());
        }
    }

    @Test
    void aFunctionThatWaitsForAModelHasTheTimeForOnePicture() {
        JsonNode resources = synth(TestEnvironments.with(TestEnvironments.inference(Mode.REALTIME, true)))
                .path("resource");

        assertThat(resources.at("/aws_lambda_function/face-swap/timeout").asInt())
                .isEqualTo(90);
        assertThat(resources
                        .at("/aws_lambda_event_source_mapping/face-swap/batch_size")
                        .asInt())
                .isEqualTo(1);
        assertThat(resources
                        .at("/aws_lambda_event_source_mapping/face-swap/scaling_config/maximum_concurrency")
                        .asInt())
                .isEqualTo(2);
        assertThat(resources.at("/aws_lambda_function/face-crop/timeout").asInt())
                .isEqualTo(30);
    }

    @Test
    void aQueueFeedsThePublishedVersionAndHearsOfSingleFailures() {
        JsonNode resources = synth(TestEnvironments.unprotected("test")).path("resource");
        JsonNode mapping = resources.at("/aws_lambda_event_source_mapping/face-crop");

        assertThat(mapping.path("function_name").asText()).isEqualTo("${aws_lambda_alias.face-crop.arn}");
        assertThat(mapping.path("function_response_types")).hasSize(1);
        assertThat(mapping.path("function_response_types").path(0).asText()).isEqualTo("ReportBatchItemFailures");
        assertThat(resources.at("/aws_lambda_alias/face-crop/function_version").asText())
                .isEqualTo("${aws_lambda_function.face-crop.version}");
        assertThat(resources.at("/aws_lambda_function/face-crop/publish").asBoolean())
                .isTrue();
        assertThat(resources
                        .at("/aws_lambda_function/face-crop/snap_start/apply_on")
                        .asText())
                .isEqualTo("PublishedVersions");
    }

    @Test
    void eachStepIsWokenByItsPrefixesInTheImageBucket() {
        JsonNode rules = synth(TestEnvironments.unprotected("test")).at("/resource/aws_cloudwatch_event_rule");

        assertThat(prefixes(rules, "face-crop")).containsExactly("images/face-image/");
        assertThat(prefixes(rules, "face-swap")).containsExactly("images/face-cropped/");
        assertThat(prefixes(rules, "face-swap-completion"))
                .containsExactly("images/face-swapped/", "images/results/", "inference/failure/");
    }

    @Test
    void saysThatTheFunctionsCodeIsMissing() {
        StackContext context = new StackContext(TestEnvironments.unprotected("test"), directory, directory, directory);

        assertThatThrownBy(() -> new LambdaStack(new App(), "lambda", context))
                .isInstanceOf(UnusableSourceException.class)
                .hasMessage("the functions' code " + directory.resolve("image-functions.jar")
                        + " does not exist; build it, or name the folder that holds it");
    }

    private List<String> role(String id, Environment environment) {
        return grants(synth(environment).at("/resource/aws_iam_role_policy/" + id), "policy");
    }

    private JsonNode synth(Environment environment) {
        return SynthesizedAlone.of("lambda", environment, directory, LambdaStack::new);
    }

    private static Map<String, String> variables(JsonNode stack, String function) {
        Map<String, String> variables = new TreeMap<>();
        stack.at("/resource/aws_lambda_function/" + function + "/environment/variables")
                .properties()
                .forEach(variable ->
                        variables.put(variable.getKey(), variable.getValue().asText()));
        return variables;
    }

    private static List<String> prefixes(JsonNode rules, String rule) {
        JsonNode detail = ModelStacks.parse(
                        rules.path(rule).path("event_pattern").asText())
                .path("detail");
        assertThat(detail.at("/bucket/name/0").asText()).isEqualTo("gallery-test-images-111122223333");
        return detail.at("/object/key").findValuesAsText("prefix");
    }

    private static String table(String name) {
        return "arn:aws:dynamodb:eu-central-1:111122223333:table/gallery-test-" + name;
    }

    private static String objects(String prefix) {
        return "arn:aws:s3:::gallery-test-images-111122223333/" + prefix + "/*";
    }

    private static String endpoint(String model) {
        return "arn:aws:sagemaker:eu-central-1:111122223333:endpoint/gallery-test-" + model;
    }

    private static String key(String actions) {
        return "UseImageKey: " + actions + " on arn:aws:kms:eu-central-1:111122223333:key/* when "
                + "ForAnyValue:StringEquals:kms:ResourceAliases:alias/gallery-test-images";
    }
}
