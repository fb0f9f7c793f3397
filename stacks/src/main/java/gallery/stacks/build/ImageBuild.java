package gallery.stacks.build;

import com.hashicorp.cdktf.providers.aws.codebuild_project.CodebuildProject;
import com.hashicorp.cdktf.providers.aws.codebuild_project.CodebuildProjectArtifacts;
import com.hashicorp.cdktf.providers.aws.codebuild_project.CodebuildProjectEnvironment;
import com.hashicorp.cdktf.providers.aws.codebuild_project.CodebuildProjectEnvironmentEnvironmentVariable;
import com.hashicorp.cdktf.providers.aws.codebuild_project.CodebuildProjectLogsConfig;
import com.hashicorp.cdktf.providers.aws.codebuild_project.CodebuildProjectLogsConfigCloudwatchLogs;
import com.hashicorp.cdktf.providers.aws.codebuild_project.CodebuildProjectSource;
import gallery.environments.Builds;
import gallery.environments.Model;
import gallery.stacks.construct.LogGroup;
import gallery.stacks.construct.ServiceRole;
import gallery.stacks.construct.Statement;
import gallery.stacks.core.Arns;
import gallery.stacks.core.GalleryStack;
import gallery.stacks.core.Names;
import java.util.List;
import software.constructs.Construct;

/** The CodeBuild project that turns a model's source into an image, with its role and its log group. */
final class ImageBuild extends Construct {

    /** Minutes that a build may wait for a machine before CodeBuild gives it up. */
    static final int QUEUED_MINUTES = 30;

    // Docker with BuildKit on Amazon Linux 2023:
    // https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html
    private static final String BUILD_IMAGE = "aws/codebuild/amazonlinux-x86_64-standard:5.0";

    // A new source need not wait for the build of the one before; a flood of sources does not become a flood of
    // machines.
    private static final int CONCURRENT_BUILDS = 2;

    private final GalleryStack stack;
    private final Model model;
    private final CodebuildProject project;

    ImageBuild(GalleryStack stack, String id, Model model, String imageTag) {
        super(stack, id);
        this.stack = stack;
        this.model = model;
        Builds builds = stack.context().environment().builds();
        LogGroup logs = LogGroup.create(stack, id, "/aws/codebuild/" + name(), builds.logRetentionDays());
        ServiceRole role = role(id, logs);
        project = CodebuildProject.Builder.create(this, "project")
                .name(name())
                .description("Builds the image of " + model.id())
                .serviceRole(role.arn())
                .buildTimeout(builds.timeoutMinutes())
                .queuedTimeout(QUEUED_MINUTES)
                .concurrentBuildLimit(CONCURRENT_BUILDS)
                // What AWS takes when nothing is said; said, so that no plan shows it as unknown.
                .encryptionKey(arns().of("kms", "alias/aws/s3"))
                .source(CodebuildProjectSource.builder()
                        .type("S3")
                        .location(names().sourceBucket(model) + "/" + imageTag + ".zip")
                        .buildspec(model.id() + "/buildspec.yml")
                        .build())
                .artifacts(
                        CodebuildProjectArtifacts.builder().type("NO_ARTIFACTS").build())
                .environment(CodebuildProjectEnvironment.builder()
                        .type("LINUX_CONTAINER")
                        .image(BUILD_IMAGE)
                        .computeType(builds.computeType())
                        // The Docker daemon needs it.
                        .privilegedMode(true)
                        .environmentVariable(List.of(
                                variable("REGISTRY", arns().registry()),
                                variable("REPOSITORY", names().repository(model)),
                                variable("CACHE_REPOSITORY", names().buildCache(model)),
                                variable("IMAGE_TAG", imageTag),
                                variable("MODEL", model.id())))
                        .build())
                .logsConfig(CodebuildProjectLogsConfig.builder()
                        .cloudwatchLogs(CodebuildProjectLogsConfigCloudwatchLogs.builder()
                                .groupName(logs.name())
                                .build())
                        .build())
                .dependsOn(List.of(role.policy(), logs.resource()))
                .tags(stack.tags())
                .build();
        project.overrideLogicalId(id);
    }

    CodebuildProject project() {
        return project;
    }

    /**
     * @see <a href="https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html">the service role</a>
     * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html">pushing an image</a>
     */
    private ServiceRole role(String id, LogGroup logs) {
        String source = names().sourceBucket(model);
        return ServiceRole.named(name(), "codebuild.amazonaws.com")
                .describedAs("Builds the image of " + model.id())
                .onlyFor(arns().buildProject(name()))
                .allowing(Statement.allow("WriteLogs")
                        .actions("logs:CreateLogStream", "logs:PutLogEvents")
                        .on(arns().logStreams(logs.name())))
                .allowing(Statement.allow("ReadSource")
                        .actions("s3:GetObject", "s3:GetObjectVersion")
                        .on(arns().objects(source, "*.zip")))
                .allowing(Statement.allow("FindSource")
                        .actions("s3:GetBucketAcl", "s3:GetBucketLocation")
                        .on(arns().bucket(source)))
                // The token opens the whole registry or nothing, and AWS allows no resource here:
                // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
                .allowing(Statement.allow("SignInToRegistry")
                        .actions("ecr:GetAuthorizationToken")
                        .on("*"))
                // The base image comes from ECR Public, which throttles anonymous pulls. Neither action knows
                // resources:
                // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistrypublic.html
                // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
                .allowing(Statement.allow("SignInToPublicRegistry")
                        .actions("ecr-public:GetAuthorizationToken")
                        .on("*"))
                .allowing(Statement.allow("HoldPublicRegistryToken")
                        .actions("sts:GetServiceBearerToken")
                        .on("*")
                        .when("StringEquals", "sts:AWSServiceName", "ecr-public.amazonaws.com"))
                .allowing(Statement.allow("PullAndPushImages")
                        .actions(
                                "ecr:BatchCheckLayerAvailability",
                                "ecr:BatchGetImage",
                                "ecr:CompleteLayerUpload",
                                "ecr:GetDownloadUrlForLayer",
                                "ecr:InitiateLayerUpload",
                                "ecr:PutImage",
                                "ecr:UploadLayerPart")
                        .on(arns().repository(names().repository(model)), arns().repository(names().buildCache(model))))
                .create(stack, id);
    }

    private static CodebuildProjectEnvironmentEnvironmentVariable variable(String name, String value) {
        return CodebuildProjectEnvironmentEnvironmentVariable.builder()
                .name(name)
                .value(value)
                .build();
    }

    private String name() {
        return names().buildProject(model);
    }

    private Names names() {
        return stack.context().names();
    }

    private Arns arns() {
        return stack.context().arns();
    }
}
