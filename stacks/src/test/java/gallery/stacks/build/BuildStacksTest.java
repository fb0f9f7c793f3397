package gallery.stacks.build;

import static gallery.stacks.ModelStacks.grants;
import static gallery.stacks.ModelStacks.parse;
import static gallery.stacks.ModelStacks.resources;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What the stacks that build a model's image say to AWS, in the environments dev and prod. */
class BuildStacksTest {

    private static final String PROJECT =
            "arn:aws:codebuild:eu-central-1:111122223333:project/gallery-dev-facechain-build";
    private static final String IMAGES = "arn:aws:ecr:eu-central-1:111122223333:repository/gallery-dev-facechain";
    private static final String LOGS = "arn:aws:logs:eu-central-1:111122223333:log-group:";

    @Test
    void theBuildReachesItsSourceItsTwoRepositoriesAndItsLog() {
        JsonNode stack = resources("dev", "byoc-facechain-codebuild");

        assertThat(grants(stack.path("aws_iam_role_policy").path("build"), "policy"))
                .containsExactly(
                        "WriteLogs: logs:CreateLogStream logs:PutLogEvents on " + LOGS
                                + "/aws/codebuild/gallery-dev-facechain-build:*",
                        "ReadSource: s3:GetObject s3:GetObjectVersion on "
                                + "arn:aws:s3:::gallery-dev-facechain-source-111122223333/*.zip",
                        "FindSource: s3:GetBucketAcl s3:GetBucketLocation on "
                                + "arn:aws:s3:::gallery-dev-facechain-source-111122223333",
                        "SignInToRegistry: ecr:GetAuthorizationToken on *",
                        "SignInToPublicRegistry: ecr-public:GetAuthorizationToken on *",
                        "HoldPublicRegistryToken: sts:GetServiceBearerToken on * "
                                + "when StringEquals:sts:AWSServiceName:ecr-public.amazonaws.com",
                        "PullAndPushImages: ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:CompleteLayerUpload "
                                + "ecr:GetDownloadUrlForLayer ecr:InitiateLayerUpload ecr:PutImage ecr:UploadLayerPart on "
                                + IMAGES + " " + IMAGES + "-build-cache");
        assertThat(grants(stack.path("aws_iam_role").path("build"), "assume_role_policy"))
                .containsExactly("AssumeRole: sts:AssumeRole by Service:codebuild.amazonaws.com when "
                        + "StringEquals:aws:SourceAccount:111122223333,ArnEquals:aws:SourceArn:" + PROJECT);
    }

    @Test
    void theTriggerStartsBuildsOfItsProjectOnly() {
        JsonNode stack = resources("dev", "facechain-codebuild-trigger");

        assertThat(grants(stack.path("aws_iam_role_policy").path("trigger"), "policy"))
                .containsExactly(
                        "WriteLogs: logs:CreateLogStream logs:PutLogEvents on " + LOGS
                                + "/aws/lambda/gallery-dev-facechain-build-trigger:*",
                        "StartAndFindBuilds: codebuild:BatchGetBuilds codebuild:ListBuildsForProject codebuild:StartBuild on "
                                + PROJECT,
                        "FindImages: ecr:DescribeImages on " + IMAGES,
                        "SendDeadLetters: sqs:SendMessage on "
                                + "arn:aws:sqs:eu-central-1:111122223333:gallery-dev-facechain-codebuild-trigger-lost");
        assertThat(grants(stack.path("aws_iam_role").path("trigger"), "assume_role_policy"))
                .containsExactly("AssumeRole: sts:AssumeRole by Service:lambda.amazonaws.com");
    }

    @Test
    void theStatusFunctionOnlyLooks() {
        JsonNode stack = resources("dev", "facechain-codebuild-status");

        assertThat(grants(stack.path("aws_iam_role_policy").path("status"), "policy"))
                .containsExactly(
                        "WriteLogs: logs:CreateLogStream logs:PutLogEvents on " + LOGS
                                + "/aws/lambda/gallery-dev-facechain-build-status:*",
                        "FindBuilds: codebuild:BatchGetBuilds codebuild:ListBuildsForProject on " + PROJECT,
                        "FindImages: ecr:DescribeImages on " + IMAGES);
    }

    @Test
    void theQueueTakesEventsOfItsRuleAndNothingOverPlainHttp() {
        String queue = "arn:aws:sqs:eu-central-1:111122223333:gallery-dev-facechain-codebuild-trigger-lost";

        assertThat(grants(
                        resources("dev", "facechain-codebuild-trigger")
                                .path("aws_sqs_queue")
                                .path("lost-events"),
                        "policy"))
                .containsExactly(
                        "SendUndeliveredEvents: sqs:SendMessage on " + queue
                                + " by Service:events.amazonaws.com when ArnEquals:aws:SourceArn:"
                                + "arn:aws:events:eu-central-1:111122223333:rule/gallery-dev-facechain-codebuild-trigger",
                        "RefusePlainHttp denies: sqs:* on " + queue + " by * when Bool:aws:SecureTransport:false");
    }

    @Test
    void onlyTheStacksAlarmsAndItsRulePublishToTheTopic() {
        String topic = "arn:aws:sns:eu-central-1:111122223333:gallery-dev-facechain-codebuild-status-alarms";
        JsonNode stack = resources("dev", "facechain-codebuild-status");

        assertThat(grants(stack.path("aws_sns_topic").path("alarms"), "policy"))
                .containsExactly(
                        "PublishAlarms: sns:Publish on " + topic + " by Service:cloudwatch.amazonaws.com when "
                                + "StringEquals:aws:SourceAccount:111122223333,ArnLike:aws:SourceArn:"
                                + "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:gallery-dev-facechain-codebuild-status-*",
                        "PublishEvents: sns:Publish on " + topic + " by Service:events.amazonaws.com when "
                                + "ArnEquals:aws:SourceArn:"
                                + "arn:aws:events:eu-central-1:111122223333:rule/gallery-dev-facechain-codebuild-status",
                        "RefusePlainHttp denies: sns:Publish on " + topic
                                + " by * when Bool:aws:SecureTransport:false");
        assertThat(grants(stack.path("aws_kms_key").path("alarms"), "policy"))
                .satisfiesExactly(
                        administer -> assertThat(administer)
                                .startsWith("AdministerByTheAccount: kms:CancelKeyDeletion ")
                                .endsWith(" on * by AWS:arn:aws:iam::111122223333:root")
                                .doesNotContain("kms:Decrypt", "kms:Encrypt", "kms:*"),
                        use -> assertThat(use)
                                .isEqualTo("UseThroughTheService: kms:Decrypt kms:GenerateDataKey on * "
                                        + "by AWS:arn:aws:iam::111122223333:root "
                                        + "when StringEquals:kms:ViaService:sns.eu-central-1.amazonaws.com"),
                        alarms -> assertThat(alarms)
                                .isEqualTo("PublishAlarms: kms:Decrypt kms:GenerateDataKey on * "
                                        + "by Service:cloudwatch.amazonaws.com "
                                        + "when StringEquals:aws:SourceAccount:111122223333"),
                        events -> assertThat(events)
                                .isEqualTo("PublishEvents: kms:Decrypt kms:GenerateDataKey on * "
                                        + "by Service:events.amazonaws.com"));
    }

    @Test
    void theBuildKnowsItsTagAndItsSource() {
        JsonNode stack = resources("dev", "byoc-facechain-codebuild");
        JsonNode object = stack.path("aws_s3_object").path("source");
        JsonNode project = stack.path("aws_codebuild_project").path("build");
        String tag = object.path("key").asText().replace(".zip", "");

        assertThat(tag).matches("[0-9a-f]{16}");
        assertThat(project.path("source").toString())
                .isEqualTo("{\"buildspec\":\"facechain/buildspec.yml\",\"location\":"
                        + "\"gallery-dev-facechain-source-111122223333/" + tag + ".zip\",\"type\":\"S3\"}");
        assertThat(project.path("environment").path("environment_variable"))
                .extracting(variable -> variable.path("name").asText() + "="
                        + variable.path("value").asText())
                .containsExactly(
                        "REGISTRY=111122223333.dkr.ecr.eu-central-1.amazonaws.com",
                        "REPOSITORY=gallery-dev-facechain",
                        "CACHE_REPOSITORY=gallery-dev-facechain-build-cache",
                        "IMAGE_TAG=" + tag,
                        "MODEL=facechain");
        assertThat(project.path("environment").path("privileged_mode").asBoolean())
                .isTrue();
        assertThat(stack.path("aws_s3_bucket_notification")
                        .path("source")
                        .path("eventbridge")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void theTriggerIsCalledOnceForEachTagAndNeverOnDestroy() {
        JsonNode call = resources("dev", "facechain-codebuild-trigger")
                .path("aws_lambda_invocation")
                .path("start-build");
        String tag = resources("dev", "byoc-facechain-codebuild")
                .path("aws_s3_object")
                .path("source")
                .path("key")
                .asText()
                .replace(".zip", "");

        assertThat(call.path("input").asText()).isEqualTo("{\"imageTag\":\"" + tag + "\"}");
        assertThat(call.path("lifecycle_scope").asText()).isEqualTo("CREATE_ONLY");
        assertThat(call.has("triggers")).isFalse();
    }

    @Test
    void newSourcesAndFailedBuildsAreNoticed() {
        assertThat(pattern("facechain-codebuild-trigger", "new-source")).isEqualTo(parse("""
                        {"source":["aws.s3"],"detail-type":["Object Created"],"detail":{
                        "bucket":{"name":["gallery-dev-facechain-source-111122223333"]},
                        "object":{"key":[{"suffix":".zip"}]}}}"""));
        assertThat(pattern("facechain-codebuild-status", "failed-build")).isEqualTo(parse("""
                        {"source":["aws.codebuild"],"detail-type":["CodeBuild Build State Change"],"detail":{
                        "project-name":["gallery-dev-facechain-build"],
                        "build-status":["FAILED","FAULT","STOPPED","TIMED_OUT"]}}"""));
    }

    @Test
    void imagesNeverChangeUnderTheirTagButTheCacheDoes() {
        JsonNode repositories = resources("dev", "byoc-facechain-ecr").path("aws_ecr_repository");

        assertThat(repositories.path("images").path("image_tag_mutability").asText())
                .isEqualTo("IMMUTABLE");
        assertThat(repositories
                        .path("images")
                        .path("image_scanning_configuration")
                        .path("scan_on_push")
                        .asBoolean())
                .isTrue();
        assertThat(repositories.path("cache").path("image_tag_mutability").asText())
                .isEqualTo("MUTABLE");
    }

    @Test
    void repositoriesKeepWhatTheEnvironmentSaysAndForgetUntaggedImages() {
        assertThat(rules("images")).isEqualTo(parse("""
                        [{"rulePriority":1,"description":"Expire untagged images","action":{"type":"expire"},"selection":
                        {"tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":1}},
                        {"rulePriority":2,"description":"Keep the newest 5 images","action":{"type":"expire"},"selection":
                        {"tagStatus":"any","countType":"imageCountMoreThan","countNumber":5}}]"""));
        assertThat(rules("cache").path(1).path("selection")).isEqualTo(parse("""
                        {"tagStatus":"any","countType":"sinceImagePushed","countUnit":"days","countNumber":14}"""));
    }

    @Test
    void repositoriesAreEncryptedByTheEnvironmentsChoiceAndOutliveDestroyWhereProtected() {
        JsonNode unprotected = resources("dev", "byoc-facechain-ecr").path("aws_ecr_repository");
        JsonNode isProtected = resources("prod", "byoc-facechain-ecr").path("aws_ecr_repository");

        assertThat(unprotected)
                .allSatisfy(repository -> {
                    assertThat(encryption(repository)).isEqualTo("AES256");
                    assertThat(repository.path("force_delete").asBoolean()).isTrue();
                })
                .hasSize(2);
        assertThat(isProtected)
                .allSatisfy(repository -> {
                    assertThat(encryption(repository)).isEqualTo("KMS");
                    assertThat(repository.path("force_delete").asBoolean()).isFalse();
                })
                .hasSize(2);
    }

    private static String encryption(JsonNode repository) {
        return repository
                .path("encryption_configuration")
                .path(0)
                .path("encryption_type")
                .asText();
    }

    private static JsonNode rules(String repository) {
        return parse(resources("dev", "byoc-facechain-ecr")
                        .path("aws_ecr_lifecycle_policy")
                        .path(repository)
                        .path("policy")
                        .asText())
                .path("rules");
    }

    private static JsonNode pattern(String stack, String rule) {
        return parse(resources("dev", stack)
                .path("aws_cloudwatch_event_rule")
                .path(rule)
                .path("event_pattern")
                .asText());
    }
}
