package gallery.stacks.inference;

import gallery.environments.ImagePrefix;
import gallery.environments.Model;
import gallery.stacks.construct.ImageBucketAccess;
import gallery.stacks.construct.LogGroup;
import gallery.stacks.construct.ServiceRole;
import gallery.stacks.construct.Statement;
import gallery.stacks.core.Arns;
import gallery.stacks.core.GalleryStack;
import gallery.stacks.core.Names;
import java.util.ArrayList;
import java.util.List;

/**
 * The role that SageMaker hosts a model with; the container works with the same one.
 *
 * <p>SageMaker reads a queued request and writes its answer as this role, too, not as the caller.
 *
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createmodel-perms">permissions for
 *     CreateModel</a>
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-create-endpoint-prerequisites.html">permissions for
 *     asynchronous inference</a>
 */
final class EndpointRole {

    private final GalleryStack stack;
    private final Model model;
    private final ObjectAccess access;
    private final LogGroup logs;
    private final String rollbackAlarm;

    EndpointRole(GalleryStack stack, Model model, ObjectAccess access, LogGroup logs, String rollbackAlarm) {
        this.stack = stack;
        this.model = model;
        this.access = access;
        this.logs = logs;
        this.rollbackAlarm = rollbackAlarm;
    }

    static String name(Names names, Model model) {
        return names.endpoint(model) + "-endpoint";
    }

    ServiceRole create(String id) {
        return ServiceRole.named(name(names(), model), "sagemaker.amazonaws.com")
                .describedAs("Hosts " + model.id())
                .forOwnAccount()
                .allowing(pictures())
                .allowing(hosting())
                .create(stack, id);
    }

    private List<Statement> pictures() {
        List<Statement> statements = new ArrayList<>();
        ImageBucketAccess bucket = new ImageBucketAccess(stack.context());
        statements.add(bucket.read("ReadPictures", access.read()));
        statements.add(bucket.write("WriteResults", access.written()));
        if (!access.answers().isEmpty()) {
            statements.add(Statement.allow("EndBrokenAnswers")
                    .actions("s3:AbortMultipartUpload")
                    .on(bucket.objects(access.answers())));
            List<ImagePrefix> exchanged = new ArrayList<>(access.requests());
            exchanged.addAll(access.answers());
            statements.add(Statement.allow("FindRequests")
                    .actions("s3:ListBucket")
                    .on(arns().bucket(names().imageBucket()))
                    .when(
                            "StringLike",
                            "s3:prefix",
                            exchanged.stream()
                                    .map(prefix -> prefix.keyPrefix() + "*")
                                    .toArray(String[]::new)));
        }
        statements.addAll(bucket.key("kms:Decrypt", "kms:GenerateDataKey"));
        return statements;
    }

    private List<Statement> hosting() {
        return List.of(
                Statement.allow("PullImage")
                        .actions("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
                        .on(arns().repository(names().repository(model))),
                // The token opens the whole registry or nothing, and AWS allows no resource here:
                // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
                Statement.allow("SignInToRegistry")
                        .actions("ecr:GetAuthorizationToken")
                        .on("*"),
                Statement.allow("WriteLogs")
                        .actions("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents")
                        .on(arns().logStreams(logs.name())),
                // Metrics are no resources, so AWS allows none here, only the namespace:
                // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
                Statement.allow("WriteMetrics")
                        .actions("cloudwatch:PutMetricData")
                        .on("*")
                        .when("StringEquals", "cloudwatch:namespace", "/aws/sagemaker/Endpoints", "AWS/SageMaker"),
                // An update is rolled back when this alarm goes off:
                // https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html
                Statement.allow("WatchUpdates")
                        .actions("cloudwatch:DescribeAlarms")
                        .on(arns().alarm(rollbackAlarm)));
    }

    private Names names() {
        return stack.context().names();
    }

    private Arns arns() {
        return stack.context().arns();
    }
}
