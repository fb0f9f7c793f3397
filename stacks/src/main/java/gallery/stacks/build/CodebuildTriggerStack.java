package gallery.stacks.build;

import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_rule.CloudwatchEventRule;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_target.CloudwatchEventTarget;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_target.CloudwatchEventTargetDeadLetterConfig;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_target.CloudwatchEventTargetRetryPolicy;
import com.hashicorp.cdktf.providers.aws.lambda_invocation.LambdaInvocation;
import com.hashicorp.cdktf.providers.aws.lambda_permission.LambdaPermission;
import gallery.environments.Model;
import gallery.stacks.construct.AlarmTopic;
import gallery.stacks.construct.ContainerSource;
import gallery.stacks.construct.DeadLetterQueue;
import gallery.stacks.construct.JavaFunction;
import gallery.stacks.construct.Json;
import gallery.stacks.construct.Statement;
import gallery.stacks.core.GalleryStack;
import gallery.stacks.core.StackContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * Starts the build of a model's image: once for the source at hand when this stack is applied, and whenever somebody puts
 * another source into the bucket.
 */
public final class CodebuildTriggerStack extends GalleryStack {

    // As long as CodeBuild may be out of order before somebody has to look.
    private static final Duration RETRY_EVENTS_FOR = Duration.ofHours(6);
    private static final int RETRIES = 60;

    private final Model model;

    public CodebuildTriggerStack(Construct scope, String name, StackContext context, Model model) {
        super(scope, name, context);
        this.model = model;
        String imageTag = ContainerSource.read(context.containers(), model).imageTag();
        String rule = names().of(name);
        DeadLetterQueue lost =
                DeadLetterQueue.create(this, "lost-events", names().of(name + "-lost"), arns().eventRule(rule));
        JavaFunction trigger = trigger(lost);
        LambdaInvocation.Builder.create(this, "start-build")
                .functionName(trigger.resource().getFunctionName())
                .input(Json.object(Map.of("imageTag", imageTag)))
                // Nothing happens on destroy; another tag is another invocation.
                .lifecycleScope("CREATE_ONLY")
                .build();
        startOnNewSource(rule, trigger, lost);
        watch(name, trigger, lost);
        TerraformOutput.Builder.create(this, "image_tag").value(imageTag).build();
        TerraformOutput.Builder.create(this, "function_name")
                .value(trigger.name())
                .build();
    }

    private JavaFunction trigger(DeadLetterQueue lost) {
        String project = arns().buildProject(names().buildProject(model));
        return JavaFunction.named(names().buildTrigger(model))
                .describedAs(
                        "Starts the build of one image tag of " + model.id() + " unless it is built or being built")
                .runs(BuildFunctions.JAR, BuildFunctions.TRIGGER)
                .variable("PROJECT_NAME", names().buildProject(model))
                .variable("REPOSITORY_NAME", names().repository(model))
                .variable("SOURCE_BUCKET", names().sourceBucket(model))
                .allowing(Statement.allow("StartAndFindBuilds")
                        .actions("codebuild:BatchGetBuilds", "codebuild:ListBuildsForProject", "codebuild:StartBuild")
                        .on(project))
                .allowing(Statement.allow("FindImages")
                        .actions("ecr:DescribeImages")
                        .on(arns().repository(names().repository(model))))
                .deadLetters(lost)
                .create(this, "trigger");
    }

    private void startOnNewSource(String rule, JavaFunction trigger, DeadLetterQueue lost) {
        CloudwatchEventRule newSource = CloudwatchEventRule.Builder.create(this, "new-source")
                .name(rule)
                .description("A source of " + model.id() + " was uploaded")
                .eventPattern(Json.object(Map.of(
                        "source", List.of("aws.s3"),
                        "detail-type", List.of("Object Created"),
                        "detail",
                                Map.of(
                                        "bucket", Map.of("name", List.of(names().sourceBucket(model))),
                                        "object", Map.of("key", List.of(Map.of("suffix", ".zip")))))))
                .tags(tags())
                .build();
        LambdaPermission permission = LambdaPermission.Builder.create(this, "invoke-permission")
                .statementId("InvokeOnNewSource")
                .action("lambda:InvokeFunction")
                .functionName(trigger.resource().getFunctionName())
                .principal("events.amazonaws.com")
                .sourceArn(newSource.getArn())
                .build();
        permission.overrideLogicalId("new-source");
        CloudwatchEventTarget.Builder.create(this, "new-source-target")
                .rule(newSource.getName())
                .targetId("start-build")
                .arn(trigger.arn())
                .retryPolicy(CloudwatchEventTargetRetryPolicy.builder()
                        .maximumEventAgeInSeconds(Math.toIntExact(RETRY_EVENTS_FOR.toSeconds()))
                        .maximumRetryAttempts(RETRIES)
                        .build())
                .deadLetterConfig(CloudwatchEventTargetDeadLetterConfig.builder()
                        .arn(lost.arn())
                        .build())
                .dependsOn(List.of(permission))
                .build()
                .overrideLogicalId("new-source");
    }

    private void watch(String name, JavaFunction trigger, DeadLetterQueue lost) {
        AlarmTopic alarms = AlarmTopic.named(names().of(name)).create(this);
        alarms.raise(
                "errors",
                trigger.errors("A build of " + model.id() + " could not be started. The reason is in the log group "
                        + "/aws/lambda/" + trigger.name() + "."));
        alarms.raise(
                "lost-events",
                lost.alarm(
                        "A new source of " + model.id() + " was not built, because its event could not be handled. The "
                                + "queue " + names().of(name + "-lost")
                                + " holds the event: mend the cause, then upload the source "
                                + "again."));
    }
}
