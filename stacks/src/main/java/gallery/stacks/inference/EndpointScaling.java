package gallery.stacks.inference;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicy;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyStepScalingPolicyConfiguration;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyStepScalingPolicyConfigurationStepAdjustment;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecification;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensions;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification;
import com.hashicorp.cdktf.providers.aws.appautoscaling_target.AppautoscalingTarget;
import gallery.environments.Inference.Endpoint;
import gallery.environments.Inference.Mode;
import gallery.stacks.construct.MetricAlarm;
import gallery.stacks.core.GalleryStack;
import java.time.Duration;
import java.util.List;
import software.constructs.Construct;

/**
 * How many machines an endpoint has.
 *
 * <p>A queued endpoint follows its backlog for each machine. That is undefined without machines, so a second policy wakes it from
 * zero.
 *
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html">autoscale an asynchronous endpoint</a>
 */
final class EndpointScaling extends Construct {

    private static final double WAITING_FOR_EACH_MACHINE = 5;

    // One picture every six seconds, with a third of the machine to spare.
    private static final double CALLS_A_MINUTE_FOR_EACH_MACHINE = 10;

    private static final Duration BEFORE_MORE = Duration.ofMinutes(5);

    // A machine takes minutes to start, so it stays a while for the next visitor.
    private static final Duration BEFORE_FEWER = Duration.ofMinutes(10);

    private final GalleryStack stack;
    private final String endpoint;
    private final AppautoscalingTarget target;
    private final TerraformResourceLifecycle withInstanceType;

    EndpointScaling(GalleryStack stack, String id, String endpoint, Endpoint settings, ModelEndpoint served) {
        super(stack, id + "-scaling");
        this.stack = stack;
        this.endpoint = endpoint;
        // SageMaker refuses to change the instance type of what is registered for scaling, so it is taken off before
        // and put
        // back after: https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-update.html
        withInstanceType = TerraformResourceLifecycle.builder()
                .replaceTriggeredBy(
                        List.of("aws_sagemaker_endpoint_configuration." + id + ".production_variants[0].instance_type"))
                .build();
        target = AppautoscalingTarget.Builder.create(this, "target")
                .serviceNamespace("sagemaker")
                .scalableDimension("sagemaker:variant:DesiredInstanceCount")
                .resourceId("endpoint/" + endpoint + "/variant/" + ServingConfiguration.VARIANT)
                .minCapacity(settings.minCapacity())
                .maxCapacity(settings.maxCapacity())
                .lifecycle(withInstanceType)
                .dependsOn(List.of(served.resource()))
                .tags(stack.tags())
                .build();
        target.overrideLogicalId(id);
        if (settings.mode() == Mode.REALTIME) {
            follow("calls", callsForEachMachine());
        } else {
            follow("backlog", backlogForEachMachine());
            if (settings.minCapacity() == 0) {
                wake();
            }
        }
    }

    private void follow(String what, AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration.Builder metric) {
        policy(what)
                .policyType("TargetTrackingScaling")
                .targetTrackingScalingPolicyConfiguration(metric.scaleOutCooldown(seconds(BEFORE_MORE))
                        .scaleInCooldown(seconds(BEFORE_FEWER))
                        .build())
                .build()
                .overrideLogicalId(what);
    }

    private static AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration.Builder callsForEachMachine() {
        return AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration.builder()
                .targetValue(CALLS_A_MINUTE_FOR_EACH_MACHINE)
                .predefinedMetricSpecification(
                        AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification
                                .builder()
                                .predefinedMetricType("SageMakerVariantInvocationsPerInstance")
                                .build());
    }

    private AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration.Builder backlogForEachMachine() {
        return AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration.builder()
                .targetValue(WAITING_FOR_EACH_MACHINE)
                .customizedMetricSpecification(
                        AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecification
                                .builder()
                                .namespace("AWS/SageMaker")
                                .metricName("ApproximateBacklogSizePerInstance")
                                .statistic("Average")
                                .dimensions(List.of(
                                        AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensions
                                                .builder()
                                                .name("EndpointName")
                                                .value(endpoint)
                                                .build()))
                                .build());
    }

    // This alarm is a switch, not trouble: it goes off whenever the first visitor comes, so nobody is told. That no
    // machine came
    // in time is another alarm.
    private void wake() {
        AppautoscalingPolicy policy = policy("wake")
                .policyType("StepScaling")
                .stepScalingPolicyConfiguration(AppautoscalingPolicyStepScalingPolicyConfiguration.builder()
                        .adjustmentType("ChangeInCapacity")
                        .metricAggregationType("Average")
                        .cooldown(seconds(BEFORE_MORE))
                        .stepAdjustment(
                                List.of(AppautoscalingPolicyStepScalingPolicyConfigurationStepAdjustment.builder()
                                        .metricIntervalLowerBound("0")
                                        .scalingAdjustment(1)
                                        .build()))
                        .build())
                .build();
        policy.overrideLogicalId("wake");
        EndpointAlarms.backlogWithoutMachine(
                        endpoint,
                        Duration.ofMinutes(1),
                        2,
                        "Requests wait and no machine runs: starts one. No action of yours is needed.")
                .with(MetricAlarm.Silence.IS_UNKNOWN)
                .create(stack, "wake", endpoint + "-endpoint-wake", List.of(policy.getArn()), List.of());
    }

    private AppautoscalingPolicy.Builder policy(String what) {
        return AppautoscalingPolicy.Builder.create(this, what)
                .name(endpoint + "-" + what)
                .serviceNamespace(target.getServiceNamespace())
                .scalableDimension(target.getScalableDimension())
                .resourceId(target.getResourceId())
                // Whoever takes the target off takes its policies with it.
                .lifecycle(withInstanceType);
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(duration.toSeconds());
    }
}
