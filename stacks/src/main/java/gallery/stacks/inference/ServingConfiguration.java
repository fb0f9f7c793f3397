package gallery.stacks.inference;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.sagemaker_endpoint_configuration.SagemakerEndpointConfiguration;
import com.hashicorp.cdktf.providers.aws.sagemaker_endpoint_configuration.SagemakerEndpointConfigurationAsyncInferenceConfig;
import com.hashicorp.cdktf.providers.aws.sagemaker_endpoint_configuration.SagemakerEndpointConfigurationAsyncInferenceConfigClientConfig;
import com.hashicorp.cdktf.providers.aws.sagemaker_endpoint_configuration.SagemakerEndpointConfigurationAsyncInferenceConfigOutputConfig;
import com.hashicorp.cdktf.providers.aws.sagemaker_endpoint_configuration.SagemakerEndpointConfigurationProductionVariants;
import com.hashicorp.cdktf.providers.aws.sagemaker_model.SagemakerModel;
import gallery.stacks.core.GalleryStack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A SageMaker endpoint configuration: on what machines a model runs, and how requests reach it.
 *
 * @param base what the configuration's name begins with
 * @param model the name of the model
 * @param instances how many machines an endpoint starts with, at least one: a new model must prove itself on one
 * @param async where requests are queued; without it the endpoint answers while the caller waits
 */
record ServingConfiguration(
        String base, String model, String instanceType, int instances, Optional<AsyncAnswers> async) {

    /** The one production variant. Updates and scaling find it by name, so it never changes. */
    static final String VARIANT = "AllTraffic";

    /** From the start of the container until it answers {@code /ping}; loading the weights takes minutes. */
    static final Duration STARTUP = Duration.ofMinutes(15);

    // For model data from S3. The weights are in the image, so nothing is downloaded unless a model is given data as
    // well.
    private static final Duration MODEL_DOWNLOAD = Duration.ofMinutes(10);

    // Pins the host's driver, which must be no older than the images' CUDA. Nothing newer is accepted by version 5 of
    // the
    // provider. https://docs.aws.amazon.com/sagemaker/latest/dg/inference-gpu-drivers.html
    private static final String GPU_HOST = "al2-ami-sagemaker-inference-gpu-3-1";

    // While the GPU works on one picture, the next waits in the container: no round trip through the queue in between.
    private static final int REQUESTS_AT_ONCE = 2;

    String name() {
        return ContentName.of(
                base,
                List.of(
                        model,
                        instanceType,
                        Integer.toString(instances),
                        host().orElse(""),
                        STARTUP.toString(),
                        MODEL_DOWNLOAD.toString(),
                        async.map(AsyncAnswers::contents).orElse(routing())));
    }

    /** Creates the configuration. No key for the volume: GPU machines keep data on disks that take none. */
    SagemakerEndpointConfiguration create(GalleryStack stack, String id, SagemakerModel served) {
        SagemakerEndpointConfiguration.Builder builder = SagemakerEndpointConfiguration.Builder.create(
                        stack, id + "-configuration")
                .name(name())
                .productionVariants(List.of(SagemakerEndpointConfigurationProductionVariants.builder()
                        .variantName(VARIANT)
                        .modelName(served.getName())
                        .instanceType(instanceType)
                        .initialInstanceCount(instances)
                        .initialVariantWeight(1)
                        .containerStartupHealthCheckTimeoutInSeconds(Math.toIntExact(STARTUP.toSeconds()))
                        .modelDataDownloadTimeoutInSeconds(Math.toIntExact(MODEL_DOWNLOAD.toSeconds()))
                        .build()))
                .lifecycle(TerraformResourceLifecycle.builder()
                        .createBeforeDestroy(true)
                        .build())
                .tags(stack.tags());
        async.ifPresent(answers -> builder.asyncInferenceConfig(answers.toTerraform()));
        SagemakerEndpointConfiguration configuration = builder.build();
        configuration.overrideLogicalId(id);
        // Both are newer than the bindings.
        host().ifPresent(ami -> configuration.addOverride("production_variants.0.inference_ami_version", ami));
        if (async.isEmpty()) {
            configuration.addOverride(
                    "production_variants.0.routing_config", List.of(Map.of("routing_strategy", routing())));
        }
        return configuration;
    }

    // Pictures take seconds, so a request had better not queue behind another while a machine is idle.
    private static String routing() {
        return "LEAST_OUTSTANDING_REQUESTS";
    }

    private Optional<String> host() {
        return instanceType.startsWith("ml.g") || instanceType.startsWith("ml.p")
                ? Optional.of(GPU_HOST)
                : Optional.empty();
    }

    /**
     * Where SageMaker puts the answers of queued requests, as {@code s3://} addresses.
     *
     * @param key encrypts them; the bucket's own encryption without it
     */
    record AsyncAnswers(String output, String failure, Optional<String> key) {

        private String contents() {
            return output + " " + failure + " " + key.orElse("") + " " + REQUESTS_AT_ONCE;
        }

        private SagemakerEndpointConfigurationAsyncInferenceConfig toTerraform() {
            var answers = SagemakerEndpointConfigurationAsyncInferenceConfigOutputConfig.builder()
                    .s3OutputPath(output)
                    .s3FailurePath(failure);
            key.ifPresent(answers::kmsKeyId);
            return SagemakerEndpointConfigurationAsyncInferenceConfig.builder()
                    .outputConfig(answers.build())
                    .clientConfig(SagemakerEndpointConfigurationAsyncInferenceConfigClientConfig.builder()
                            .maxConcurrentInvocationsPerInstance(REQUESTS_AT_ONCE)
                            .build())
                    .build();
        }
    }
}
