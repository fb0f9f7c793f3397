package gallery.stacks.build;

import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_rule.CloudwatchEventRule;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_target.CloudwatchEventTarget;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_target.CloudwatchEventTargetInputTransformer;
import gallery.environments.Model;
import gallery.stacks.construct.AlarmTopic;
import gallery.stacks.construct.ContainerSource;
import gallery.stacks.construct.JavaFunction;
import gallery.stacks.construct.Json;
import gallery.stacks.construct.MetricAlarm;
import gallery.stacks.construct.Statement;
import gallery.stacks.core.GalleryStack;
import gallery.stacks.core.StackContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * Waits until the image of the source at hand is there, so that the endpoint finds it, and tells people when a build failed,
 * whoever started it.
 */
public final class CodebuildStatusStack extends GalleryStack {

    private final Model model;

    public CodebuildStatusStack(Construct scope, String name, StackContext context, Model model) {
        super(scope, name, context);
        this.model = model;
        String imageTag = ContainerSource.read(context.containers(), model).imageTag();
        JavaFunction status = status();
        new BuildWait(this, "wait", status, imageTag);
        String rule = names().of(name);
        AlarmTopic alarms = AlarmTopic.named(names().of(name))
                .admittingRule(arns().eventRule(rule))
                .create(this);
        tellOfFailures(rule, alarms);
        alarms.raise(
                "errors",
                status.errors("The image of " + model.id() + " did not become ready while a stack waited for it. "
                        + "The reason is in the log group /aws/lambda/" + status.name() + "."));
        alarms.raise("failed-builds", failedBuilds());
        TerraformOutput.Builder.create(this, "image_tag").value(imageTag).build();
        TerraformOutput.Builder.create(this, "function_name")
                .value(status.name())
                .build();
    }

    private JavaFunction status() {
        return JavaFunction.named(names().buildStatus(model))
                .describedAs("Waits for the build of one image tag of " + model.id())
                .runs(BuildFunctions.JAR, BuildFunctions.STATUS)
                .timeout(BuildWait.LONGEST_CALL)
                .variable("PROJECT_NAME", names().buildProject(model))
                .variable("REPOSITORY_NAME", names().repository(model))
                .allowing(Statement.allow("FindBuilds")
                        .actions("codebuild:BatchGetBuilds", "codebuild:ListBuildsForProject")
                        .on(arns().buildProject(names().buildProject(model))))
                .allowing(Statement.allow("FindImages")
                        .actions("ecr:DescribeImages")
                        .on(arns().repository(names().repository(model))))
                .create(this, "status");
    }

    /**
     * @see <a href="https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html#sample-build-notifications-ref">build
     *     notifications</a>
     */
    private void tellOfFailures(String rule, AlarmTopic alarms) {
        CloudwatchEventRule failed = CloudwatchEventRule.Builder.create(this, "failed-build")
                .name(rule)
                .description("A build of " + model.id() + " ended without an image")
                .eventPattern(Json.object(Map.of(
                        "source", List.of("aws.codebuild"),
                        "detail-type", List.of("CodeBuild Build State Change"),
                        "detail",
                                Map.of(
                                        "project-name", List.of(names().buildProject(model)),
                                        "build-status", List.of("FAILED", "FAULT", "STOPPED", "TIMED_OUT")))))
                .tags(tags())
                .build();
        CloudwatchEventTarget.Builder.create(this, "failed-build-target")
                .rule(failed.getName())
                .targetId("alarms")
                .arn(alarms.arn())
                .inputTransformer(CloudwatchEventTargetInputTransformer.builder()
                        .inputPaths(new TreeMap<>(Map.of(
                                "build", "$.detail.build-id",
                                "log", "$.detail.additional-information.logs.deep-link",
                                "status", "$.detail.build-status")))
                        .inputTemplate("\"The build <build> ended with <status>. Its log: <log>\"")
                        .build())
                .build()
                .overrideLogicalId("failed-build");
    }

    private MetricAlarm failedBuilds() {
        String project = names().buildProject(model);
        return MetricAlarm.count(
                "AWS/CodeBuild",
                "FailedBuilds",
                Map.of("ProjectName", project),
                Duration.ofMinutes(5),
                1,
                "A build of the project " + project
                        + " failed. Its phases and its log are in CodeBuild's build history; "
                        + "\"Retry build\" there starts it again for the same image tag.");
    }
}
