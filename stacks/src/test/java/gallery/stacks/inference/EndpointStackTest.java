package gallery.stacks.inference;

import static gallery.stacks.ModelStacks.grants;
import static gallery.stacks.ModelStacks.resources;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gallery.environments.Environment;
import gallery.environments.Inference;
import gallery.environments.Inference.Mode;
import gallery.stacks.GalleryApp;
import gallery.stacks.SynthRequest;
import gallery.stacks.SynthesizedEnvironment;
import gallery.stacks.SynthesizedStack;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the endpoint stacks say to AWS: queued in dev (SSE-S3) and prod (SSE-KMS), and in realtime. */
class EndpointStackTest {

    private static final String BUCKET = "arn:aws:s3:::gallery-dev-images-111122223333";

    @Test
    void theRoleReachesItsPrefixesItsImageItsLogAndItsAlarm() {
        JsonNode stack = resources("dev", "facechain-endpoint");

        assertThat(grants(stack.path("aws_iam_role_policy").path("endpoint"), "policy"))
                .containsExactly(
                        "ReadPictures: s3:GetObject on " + BUCKET + "/inference/input/* " + BUCKET
                                + "/images/base-image/* " + BUCKET + "/images/face-cropped/*",
                        "WriteResults: s3:PutObject on " + BUCKET + "/images/face-swapped/* " + BUCKET
                                + "/inference/output/* " + BUCKET + "/inference/failure/*",
                        "EndBrokenAnswers: s3:AbortMultipartUpload on " + BUCKET + "/inference/output/* " + BUCKET
                                + "/inference/failure/*",
                        "FindRequests: s3:ListBucket on " + BUCKET
                                + " when StringLike:s3:prefix:inference/input/*,inference/output/*,inference/failure/*",
                        "PullImage: ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:GetDownloadUrlForLayer on "
                                + "arn:aws:ecr:eu-central-1:111122223333:repository/gallery-dev-facechain",
                        "SignInToRegistry: ecr:GetAuthorizationToken on *",
                        "WriteLogs: logs:CreateLogStream logs:DescribeLogStreams logs:PutLogEvents on "
                                + "arn:aws:logs:eu-central-1:111122223333:log-group:"
                                + "/aws/sagemaker/Endpoints/gallery-dev-facechain:*",
                        "WriteMetrics: cloudwatch:PutMetricData on * "
                                + "when StringEquals:cloudwatch:namespace:/aws/sagemaker/Endpoints,AWS/SageMaker",
                        "WatchUpdates: cloudwatch:DescribeAlarms on "
                                + "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:gallery-dev-facechain-endpoint-server-errors");
        assertThat(grants(stack.path("aws_iam_role").path("endpoint"), "assume_role_policy"))
                .containsExactly("AssumeRole: sts:AssumeRole by Service:sagemaker.amazonaws.com "
                        + "when StringEquals:aws:SourceAccount:111122223333");
    }

    @Test
    void theRestorerReadsFusedPicturesAndWritesResults() {
        assertThat(grants(
                        resources("dev", "gfpgan-endpoint")
                                .path("aws_iam_role_policy")
                                .path("endpoint"),
                        "policy"))
                .contains(
                        "ReadPictures: s3:GetObject on " + BUCKET + "/inference/input/* " + BUCKET
                                + "/images/face-swapped/*",
                        "WriteResults: s3:PutObject on " + BUCKET + "/images/results/* " + BUCKET
                                + "/inference/output/* " + BUCKET + "/inference/failure/*");
    }

    @Test
    void withKeysOfKmsTheRoleUsesTheImageKeyAloneAndAnswersAreEncryptedWithIt() {
        JsonNode stack = resources("prod", "facechain-endpoint");

        assertThat(grants(stack.path("aws_iam_role_policy").path("endpoint"), "policy"))
                .contains("UseImageKey: kms:Decrypt kms:GenerateDataKey on arn:aws:kms:eu-central-1:777788889999:key/* "
                        + "when ForAnyValue:StringEquals:kms:ResourceAliases:alias/gallery-prod-images");
        assertThat(configuration(stack)
                        .path("async_inference_config")
                        .path("output_config")
                        .path("kms_key_id")
                        .asText())
                .isEqualTo("arn:aws:kms:eu-central-1:777788889999:alias/gallery-prod-images");
    }

    @Test
    void theContainerMayTouchWhatTheRoleMay() {
        JsonNode container = resources("dev", "facechain-endpoint")
                .path("aws_sagemaker_model")
                .path("model")
                .path("primary_container");

        assertThat(container.path("environment").toString())
                .isEqualTo("{\"AWS_DEFAULT_REGION\":\"eu-central-1\","
                        + "\"GALLERY_BUCKET\":\"gallery-dev-images-111122223333\","
                        + "\"GALLERY_INPUT_PREFIXES\":\"images/base-image/,images/face-cropped/\","
                        + "\"GALLERY_MAX_PIXELS\":\"50000000\",\"GALLERY_MAX_UPLOAD_BYTES\":\"15000000\","
                        + "\"GALLERY_OUTPUT_PREFIXES\":\"images/face-swapped/\","
                        + "\"GALLERY_PREDICT_TIMEOUT_SECONDS\":\"300\",\"GALLERY_QUEUE_TIMEOUT_SECONDS\":\"300\"}");
        assertThat(container.path("image").asText())
                .matches(
                        "111122223333\\.dkr\\.ecr\\.eu-central-1\\.amazonaws\\.com/gallery-dev-facechain:[0-9a-f]{16}");
    }

    @Test
    void withoutRestorationTheFusedPictureIsTheResult() {
        assertThat(ObjectAccess.of(gallery.environments.Model.FACECHAIN, Mode.ASYNC, false)
                        .results())
                .extracting(prefix -> prefix.keyPrefix())
                .containsExactly("images/face-swapped/", "images/results/");
    }

    @Test
    void modelsAndConfigurationsAreNamedAfterTheTagAndMadeBeforeTheOldOnesGo() {
        JsonNode stack = resources("dev", "facechain-endpoint");
        JsonNode model = stack.path("aws_sagemaker_model").path("model");
        String image = model.path("primary_container").path("image").asText();
        String tag = image.substring(image.lastIndexOf(':') + 1);

        for (JsonNode replaced : new JsonNode[] {model, configuration(stack)}) {
            assertThat(replaced.path("name").asText()).matches("gallery-dev-facechain-" + tag + "-[0-9a-f]{8}");
            assertThat(replaced.path("lifecycle").path("create_before_destroy").asBoolean())
                    .isTrue();
        }
        assertThat(model.path("enable_network_isolation").asBoolean()).isFalse();
    }

    @Test
    void anUpdateThatWasRolledBackStopsTheApply() {
        JsonNode endpoint = resources("dev", "facechain-endpoint")
                .path("aws_sagemaker_endpoint")
                .path("model");

        assertThat(endpoint.path("lifecycle")
                        .path("postcondition")
                        .path(0)
                        .path("condition")
                        .asText())
                .isEqualTo("${self.endpoint_config_name == aws_sagemaker_endpoint_configuration.model.name}");
        assertThat(endpoint.path("deployment_config")
                        .path("auto_rollback_configuration")
                        .path("alarms")
                        .path(0)
                        .path("alarm_name")
                        .asText())
                .isEqualTo("${aws_cloudwatch_metric_alarm.server-errors.alarm_name}");
    }

    @Test
    void aQueuedEndpointSleepsAndWakes() {
        JsonNode stack = resources("dev", "facechain-endpoint");
        JsonNode target = stack.path("aws_appautoscaling_target").path("model");
        JsonNode backlog = stack.path("aws_appautoscaling_policy")
                .path("backlog")
                .path("target_tracking_scaling_policy_configuration");

        assertThat(target.path("min_capacity").asInt()).isZero();
        assertThat(configuration(stack)
                        .path("production_variants")
                        .path(0)
                        .path("initial_instance_count")
                        .asInt())
                .isEqualTo(1);
        assertThat(target.path("resource_id").asText()).isEqualTo("endpoint/gallery-dev-facechain/variant/AllTraffic");
        assertThat(backlog.path("customized_metric_specification")
                        .path("metric_name")
                        .asText())
                .isEqualTo("ApproximateBacklogSizePerInstance");
        assertThat(stack.path("aws_appautoscaling_policy")
                        .path("wake")
                        .path("step_scaling_policy_configuration")
                        .path("step_adjustment")
                        .path(0)
                        .path("scaling_adjustment")
                        .asInt())
                .isEqualTo(1);
        JsonNode alarm = stack.path("aws_cloudwatch_metric_alarm").path("wake");
        assertThat(alarm.path("metric_name").asText()).isEqualTo("HasBacklogWithoutCapacity");
        assertThat(alarm.path("alarm_actions").path(0).asText()).isEqualTo("${aws_appautoscaling_policy.wake.arn}");
    }

    @Test
    void anEndpointThatNeverSleepsNeedsNoWaking() {
        JsonNode stack = resources("prod", "facechain-endpoint");

        assertThat(stack.path("aws_appautoscaling_target")
                        .path("model")
                        .path("min_capacity")
                        .asInt())
                .isEqualTo(1);
        assertThat(stack.path("aws_appautoscaling_policy").has("wake")).isFalse();
        assertThat(stack.path("aws_cloudwatch_metric_alarm").has("no-machine")).isFalse();
    }

    @Test
    void scalingIsTakenOffWhenTheInstanceTypeChanges() {
        JsonNode stack = resources("dev", "facechain-endpoint");

        followsInstanceType(stack.path("aws_appautoscaling_target").path("model"));
        assertThat(stack.path("aws_appautoscaling_policy"))
                .hasSize(2)
                .allSatisfy(EndpointStackTest::followsInstanceType);
    }

    @Test
    void aRealtimeEndpointHasNothingToDoWithTheQueue(@TempDir Path directory) throws IOException {
        JsonNode stack = realtime(directory);

        assertThat(configuration(stack).has("async_inference_config")).isFalse();
        assertThat(configuration(stack)
                        .path("production_variants")
                        .path(0)
                        .path("routing_config")
                        .path(0)
                        .path("routing_strategy")
                        .asText())
                .isEqualTo("LEAST_OUTSTANDING_REQUESTS");
        assertThat(stack.path("aws_appautoscaling_policy")
                        .path("calls")
                        .path("target_tracking_scaling_policy_configuration")
                        .path("predefined_metric_specification")
                        .path("predefined_metric_type")
                        .asText())
                .isEqualTo("SageMakerVariantInvocationsPerInstance");
        assertThat(stack.path("aws_appautoscaling_policy")).hasSize(1);
        assertThat(grants(stack.path("aws_iam_role_policy").path("endpoint"), "policy"))
                .noneMatch(grant -> grant.contains("inference/"))
                .noneMatch(grant -> grant.contains("s3:ListBucket"));
        assertThat(stack.path("aws_cloudwatch_metric_alarm").properties())
                .extracting(alarm -> alarm.getKey())
                .containsExactlyInAnyOrder("server-errors", "slow");
    }

    private static void followsInstanceType(JsonNode resource) {
        assertThat(resource.path("lifecycle")
                        .path("replace_triggered_by")
                        .path(0)
                        .asText())
                .isEqualTo("aws_sagemaker_endpoint_configuration.model.production_variants[0].instance_type");
    }

    private static JsonNode configuration(JsonNode stack) {
        return stack.path("aws_sagemaker_endpoint_configuration").path("model");
    }

    private static JsonNode realtime(Path directory) throws IOException {
        Environment dev = SynthesizedEnvironment.ENVIRONMENTS.load("dev");
        Inference.Endpoint realtime = new Inference.Endpoint(Mode.REALTIME, "ml.g4dn.xlarge", 1, 2);
        Environment environment = new Environment(
                dev.name(),
                dev.region(),
                dev.account(),
                dev.isProtected(),
                dev.backend(),
                dev.tags(),
                dev.api(),
                dev.images(),
                new Inference(realtime, realtime, true),
                dev.builds(),
                dev.lambda(),
                dev.alarms(),
                dev.endpointUrl());
        SynthRequest like = SynthesizedEnvironment.request("dev", directory);
        SynthesizedStack stack = GalleryApp.synth(new SynthRequest(
                        environment, directory, like.stateDirectory(), like.containers(), like.functions()))
                .stream()
                .filter(candidate -> candidate.entry().name().equals("facechain-endpoint"))
                .findFirst()
                .orElseThrow();
        return new ObjectMapper()
                .readTree(stack.directory().resolve("cdk.tf.json").toFile())
                .path("resource");
    }
}
