package gallery.stacks.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the policies need to know of a resource type.
 *
 * @param taggable whether the provider takes {@code tags} for it; a test compares this with the provider's schema
 * @param name where its name stands and how long it may be; empty when it has none, or one that matters only within its parent
 */
record ResourceKind(boolean taggable, Optional<NameRule> name) {

    /**
     * A name that AWS keeps unique.
     *
     * @param argument the argument that holds it
     * @param maxLength in characters, from the API reference of the service's create call
     */
    record NameRule(String argument, int maxLength) {}

    private static final Map<String, ResourceKind> KINDS = new HashMap<>();

    static {
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
        tagged("aws_s3_bucket", "bucket", 63);
        plain(
                "aws_s3_bucket_cors_configuration",
                "aws_s3_bucket_lifecycle_configuration",
                "aws_s3_bucket_notification",
                "aws_s3_bucket_ownership_controls",
                "aws_s3_bucket_policy",
                "aws_s3_bucket_public_access_block",
                "aws_s3_bucket_server_side_encryption_configuration",
                "aws_s3_bucket_versioning");
        tagged("aws_s3_object");
        // https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
        tagged("aws_kms_key");
        named("aws_kms_alias", "name", 256);
        // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
        tagged("aws_dynamodb_table", "name", 255);
        // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html and the
        // calls beside it
        tagged("aws_cognito_user_pool", "name", 128);
        named("aws_cognito_user_pool_client", "name", 128);
        named("aws_cognito_user_pool_domain", "domain", 63);
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
        tagged("aws_iam_role", "name", 64);
        tagged("aws_iam_policy", "name", 128);
        plain("aws_iam_role_policy", "aws_iam_role_policy_attachment");
        // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
        tagged("aws_cloudwatch_log_group", "name", 512);
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
        tagged("aws_cloudwatch_metric_alarm", "alarm_name", 255);
        // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
        tagged("aws_cloudwatch_event_rule", "name", 64);
        plain("aws_cloudwatch_event_target");
        // https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
        tagged("aws_sns_topic", "name", 256);
        plain("aws_sns_topic_policy", "aws_sns_topic_subscription");
        // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
        tagged("aws_sqs_queue", "name", 80);
        plain("aws_sqs_queue_policy", "aws_sqs_queue_redrive_allow_policy", "aws_sqs_queue_redrive_policy");
        // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
        tagged("aws_ecr_repository", "name", 256);
        plain("aws_ecr_lifecycle_policy", "aws_ecr_repository_policy");
        // https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html
        tagged("aws_codebuild_project", "name", 150);
        // https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
        tagged("aws_lambda_function", "function_name", 64);
        tagged("aws_lambda_event_source_mapping");
        plain(
                "aws_lambda_alias",
                "aws_lambda_function_event_invoke_config",
                "aws_lambda_invocation",
                "aws_lambda_permission");
        // https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html and the calls beside it; no length
        // is
        // documented for a name, the console takes 255
        tagged("aws_api_gateway_rest_api", "name", 255);
        tagged("aws_api_gateway_stage");
        // Its name is the host name, chosen by the environment.
        tagged("aws_api_gateway_domain_name");
        plain(
                "aws_api_gateway_account",
                "aws_api_gateway_base_path_mapping",
                "aws_api_gateway_deployment",
                "aws_api_gateway_method_settings");
        // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
        named("aws_cloudwatch_log_metric_filter", "name", 512);
        // https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html
        tagged("aws_wafv2_web_acl", "name", 128);
        plain("aws_wafv2_web_acl_association");
        // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html and the calls beside it
        tagged("aws_sagemaker_model", "name", 63);
        tagged("aws_sagemaker_endpoint_configuration", "name", 63);
        tagged("aws_sagemaker_endpoint", "name", 63);
        // https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
        tagged("aws_appautoscaling_target");
        named("aws_appautoscaling_policy", "name", 256);
        // Terraform's own resource, which reaches no service.
        plain("terraform_data");
    }

    static Optional<ResourceKind> of(String type) {
        return Optional.ofNullable(KINDS.get(type));
    }

    private static void tagged(String type) {
        KINDS.put(type, new ResourceKind(true, Optional.empty()));
    }

    private static void tagged(String type, String nameArgument, int maxLength) {
        KINDS.put(type, new ResourceKind(true, Optional.of(new NameRule(nameArgument, maxLength))));
    }

    private static void named(String type, String nameArgument, int maxLength) {
        KINDS.put(type, new ResourceKind(false, Optional.of(new NameRule(nameArgument, maxLength))));
    }

    private static void plain(String... types) {
        for (String type : types) {
            KINDS.put(type, new ResourceKind(false, Optional.empty()));
        }
    }
}
