package gallery.stacks.inference;

import com.hashicorp.cdktf.Postcondition;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarm;
import com.hashicorp.cdktf.providers.aws.sagemaker_endpoint.SagemakerEndpoint;
import com.hashicorp.cdktf.providers.aws.sagemaker_endpoint.SagemakerEndpointDeploymentConfig;
import com.hashicorp.cdktf.providers.aws.sagemaker_endpoint.SagemakerEndpointDeploymentConfigAutoRollbackConfiguration;
import com.hashicorp.cdktf.providers.aws.sagemaker_endpoint.SagemakerEndpointDeploymentConfigAutoRollbackConfigurationAlarms;
import com.hashicorp.cdktf.providers.aws.sagemaker_endpoint.SagemakerEndpointDeploymentConfigBlueGreenUpdatePolicy;
import com.hashicorp.cdktf.providers.aws.sagemaker_endpoint.SagemakerEndpointDeploymentConfigBlueGreenUpdatePolicyTrafficRoutingConfiguration;
import com.hashicorp.cdktf.providers.aws.sagemaker_endpoint_configuration.SagemakerEndpointConfiguration;
import com.hashicorp.cdktf.providers.aws.sagemaker_model.SagemakerModel;
import gallery.stacks.construct.LogGroup;
import gallery.stacks.construct.ServiceRole;
import gallery.stacks.core.GalleryStack;
import java.time.Duration;
import java.util.List;
import software.constructs.Construct;

/**
 * A model behind an endpoint. A new image makes a new model and a new configuration; the endpoint itself stays and moves over once the
 * new machines are healthy.
 */
final class ModelEndpoint extends Construct {

    // After the move the old machines wait this long, ready to take over again when the alarm goes off.
    private static final Duration BAKE = Duration.ofMinutes(5);
    private static final Duration OLD_MACHINES_STAY = Duration.ofMinutes(1);

    // The provider waits for an hour. SageMaker gives up before, and says why.
    private static final Duration LONGEST_UPDATE = Duration.ofMinutes(45);

    private final SagemakerEndpointConfiguration configuration;
    private final SagemakerEndpoint endpoint;

    ModelEndpoint(
            GalleryStack stack,
            String id,
            String name,
            ServedModel model,
            ServingConfiguration serving,
            ServiceRole role,
            LogGroup logs,
            CloudwatchMetricAlarm rollbackAlarm) {
        super(stack, id + "-endpoint");
        SagemakerModel served = model.create(stack, id, role);
        configuration = serving.create(stack, id, served);
        endpoint = SagemakerEndpoint.Builder.create(this, "endpoint")
                .name(name)
                .endpointConfigName(configuration.getName())
                .deploymentConfig(updates(rollbackAlarm))
                .lifecycle(TerraformResourceLifecycle.builder()
                        .postcondition(List.of(moved(id, name)))
                        .build())
                .dependsOn(List.of(logs.resource()))
                .tags(stack.tags())
                .build();
        endpoint.overrideLogicalId(id);
    }

    SagemakerEndpoint resource() {
        return endpoint;
    }

    SagemakerEndpointConfiguration configuration() {
        return configuration;
    }

    // An endpoint that was rolled back is in service again, which the provider takes for success. Terraform would go on
    // and
    // delete the model and the configuration that the endpoint came back to.
    private static Postcondition moved(String id, String name) {
        return Postcondition.builder()
                .condition("${self.endpoint_config_name == aws_sagemaker_endpoint_configuration." + id + ".name}")
                .errorMessage("SageMaker rolled the update of the endpoint " + name
                        + " back; the reason is in its failure reason and in the log group /aws/sagemaker/Endpoints/"
                        + name
                        + ".")
                .build();
    }

    // All at once: an endpoint of one or two machines has no fraction to begin with, and a queue loses nothing
    // meanwhile.
    private static SagemakerEndpointDeploymentConfig updates(CloudwatchMetricAlarm rollbackAlarm) {
        return SagemakerEndpointDeploymentConfig.builder()
                .blueGreenUpdatePolicy(SagemakerEndpointDeploymentConfigBlueGreenUpdatePolicy.builder()
                        .trafficRoutingConfiguration(
                                SagemakerEndpointDeploymentConfigBlueGreenUpdatePolicyTrafficRoutingConfiguration
                                        .builder()
                                        .type("ALL_AT_ONCE")
                                        .waitIntervalInSeconds(Math.toIntExact(BAKE.toSeconds()))
                                        .build())
                        .terminationWaitInSeconds(Math.toIntExact(OLD_MACHINES_STAY.toSeconds()))
                        .maximumExecutionTimeoutInSeconds(Math.toIntExact(LONGEST_UPDATE.toSeconds()))
                        .build())
                .autoRollbackConfiguration(SagemakerEndpointDeploymentConfigAutoRollbackConfiguration.builder()
                        .alarms(List.of(SagemakerEndpointDeploymentConfigAutoRollbackConfigurationAlarms.builder()
                                .alarmName(rollbackAlarm.getAlarmName())
                                .build()))
                        .build())
                .build();
    }
}
