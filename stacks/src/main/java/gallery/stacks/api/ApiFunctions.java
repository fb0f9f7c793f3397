package gallery.stacks.api;

import com.hashicorp.cdktf.providers.aws.lambda_permission.LambdaPermission;
import gallery.environments.Environment;
import gallery.environments.ImagePrefix;
import gallery.stacks.construct.AlarmTopic;
import gallery.stacks.construct.ImageBucketAccess;
import gallery.stacks.construct.ImageFunction;
import gallery.stacks.construct.JavaFunction;
import gallery.stacks.construct.Statement;
import gallery.stacks.core.Arns;
import gallery.stacks.core.GalleryStack;
import gallery.stacks.core.Names;
import java.time.Duration;
import java.util.List;
import software.constructs.Construct;

/** The functions behind the routes; each may be called by its own route only. */
final class ApiFunctions extends Construct {

    // API Gateway waits a second longer, so that the function's own end is what is seen.
    private static final int LONGEST_SECONDS = ApiDocument.LONGEST_ANSWER_MS / 1000 - 1;

    private final GalleryStack stack;
    private final String executionArn;
    private final AlarmTopic alarms;
    private final ImageBucketAccess bucket;
    private final Environment environment;
    private final Names names;
    private final Arns arns;

    /** @param executionArn that of the API, as a reference */
    ApiFunctions(GalleryStack stack, String executionArn, AlarmTopic alarms) {
        super(stack, "functions");
        this.stack = stack;
        this.executionArn = executionArn;
        this.alarms = alarms;
        bucket = new ImageBucketAccess(stack.context());
        environment = stack.context().environment();
        names = stack.context().names();
        arns = stack.context().arns();
        serve(Route.UPLOAD, upload());
        serve(Route.RETRIEVAL, retrieval());
        serve(Route.AGREEMENT, agreement());
    }

    private JavaFunction.Builder upload() {
        return function(Route.UPLOAD, "ImageUploadHandler")
                .describedAs("Begins a picture and signs the address to which the photograph goes")
                .variable("IMAGE_BUCKET", names.imageBucket())
                .variable("PROCESS_TABLE", names.processTable())
                .variable("DISPLAY_TABLE", names.displayTable())
                .variable("BASE_RESOURCE_TABLE", names.baseResourceTable())
                .variable("PERSONAL_RETENTION_DAYS", ImageFunction.personalRetentionDays(stack.context()))
                .allowing(Statement.allow("ChoosePortraits")
                        .actions("dynamodb:Query")
                        .on(arns.table(names.baseResourceTable())))
                .allowing(Statement.allow("BeginPictures")
                        .actions("dynamodb:PutItem")
                        .on(arns.table(names.processTable()), arns.table(names.displayTable())))
                .allowing(bucket.write("SignUploads", List.of(ImagePrefix.FACE_IMAGE)))
                .allowing(bucket.key("kms:GenerateDataKey"));
    }

    private JavaFunction.Builder retrieval() {
        return function(Route.RETRIEVAL, "ImageRetrievalHandler")
                .describedAs("Finds a visitor's newest picture and signs its address")
                .variable("IMAGE_BUCKET", names.imageBucket())
                .variable("PROCESS_TABLE", names.processTable())
                .variable("DISPLAY_TABLE", names.displayTable())
                .allowing(Statement.allow("FindPictures")
                        .actions("dynamodb:GetItem")
                        .on(arns.table(names.displayTable()), arns.table(names.processTable())))
                .allowing(bucket.read("SignDownloads", List.of(ImagePrefix.RESULTS)))
                .allowing(bucket.key("kms:Decrypt"));
    }

    private JavaFunction.Builder agreement() {
        return function(Route.AGREEMENT, "UserAgreementHandler")
                .describedAs("Records a visitor's consent")
                .variable("USER_AGREEMENT_TABLE", names.userAgreementTable())
                .variable("PERSONAL_RETENTION_DAYS", ImageFunction.personalRetentionDays(stack.context()))
                .allowing(Statement.allow("RecordConsents")
                        .actions("dynamodb:PutItem")
                        .on(arns.table(names.userAgreementTable())));
    }

    private JavaFunction.Builder function(Route route, String handler) {
        return ImageFunction.named(
                        stack.context(),
                        route.function(),
                        "gallery.handlers.api." + handler + "::handleRequest",
                        Duration.ofSeconds(
                                Math.min(LONGEST_SECONDS, environment.lambda().timeoutSeconds())))
                .variable(
                        "AUTHORIZATION", ImageFunction.setting(environment.api().authorization()))
                .variable("ALLOWED_ORIGINS", String.join(",", environment.api().allowedOrigins()));
    }

    private void serve(Route route, JavaFunction.Builder builder) {
        String id = route.function();
        JavaFunction function = builder.create(stack, id);
        LambdaPermission.Builder.create(this, id + "-permission")
                .statementId("InvokeByRoute")
                .action("lambda:InvokeFunction")
                .functionName(function.name())
                .qualifier(function.live().getName())
                .principal("apigateway.amazonaws.com")
                // Any stage, as there is only one and its name is not the function's business.
                .sourceArn(executionArn + "/*/" + route.method() + route.path().replaceAll("\\{[^}]*}", "*"))
                .build()
                .overrideLogicalId(id);
        alarms.raise(
                id + "-errors",
                function.errors("The function " + function.name() + " failed, ran out of time or out of memory. "
                        + "The reason is in the log group /aws/lambda/" + function.name() + "."));
    }
}
