package gallery.stacks.functions;

import com.hashicorp.cdktf.TerraformOutput;
import gallery.environments.ImagePrefix;
import gallery.environments.Images;
import gallery.environments.Inference;
import gallery.environments.Inference.Mode;
import gallery.environments.Model;
import gallery.stacks.construct.AlarmTopic;
import gallery.stacks.construct.ImageBucketAccess;
import gallery.stacks.construct.ImageFunction;
import gallery.stacks.construct.JavaFunction;
import gallery.stacks.construct.Statement;
import gallery.stacks.core.GalleryStack;
import gallery.stacks.core.StackContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/**
 * The steps from a photograph to a finished picture: the face is cropped, put into a portrait by FaceChain, restored by GFPGAN where
 * the environment asks for it, and the result recorded.
 */
public final class LambdaStack extends GalleryStack {

    private static final String CROP = "face-crop";
    private static final String SWAP = "face-swap";
    private static final String COMPLETION = "face-swap-completion";

    private final ImageBucketAccess bucket;
    private final Inference inference;
    private final Duration timeout;

    public LambdaStack(Construct scope, String name, StackContext context) {
        super(scope, name, context);
        bucket = new ImageBucketAccess(context);
        inference = environment().inference();
        timeout = Duration.ofSeconds(environment().lambda().timeoutSeconds());
        AlarmTopic alarms = AlarmTopic.named(names().of(name)).create(this);
        Work cropping = Work.decoding(List.of(ImagePrefix.FACE_IMAGE), timeout);
        add(CROP, crop(cropping), cropping, alarms);
        Work swapping = Work.handingOn(List.of(ImagePrefix.FACE_CROPPED), timeout, inference.facechain());
        add(SWAP, swap(swapping), swapping, alarms);
        Work completing = completing();
        add(COMPLETION, complete(completing), completing, alarms);
    }

    private void add(String id, JavaFunction.Builder function, Work work, AlarmTopic alarms) {
        new ImageStep(this, id, function, work, alarms);
        TerraformOutput.Builder.create(this, id.replace('-', '_') + "_function")
                .value(names().of(id))
                .build();
    }

    private JavaFunction.Builder crop(Work work) {
        Images images = environment().images();
        JavaFunction.Builder function = function(CROP, "FaceCropHandler", work)
                .describedAs("Cuts the largest face out of a photograph")
                .variable("MAX_UPLOAD_BYTES", Long.toString(images.maxUploadBytes()))
                .variable("MAX_PIXELS", Long.toString(images.maxPixels()))
                .variable("FACE_DETECTOR", environment().isLocal() ? "embedded" : "rekognition")
                .allowing(bucket.read("ReadPhotographs", List.of(ImagePrefix.FACE_IMAGE)))
                .allowing(bucket.write("WriteFaces", List.of(ImagePrefix.FACE_CROPPED)))
                .allowing(useKey());
        if (!environment().isLocal()) {
            // A picture sent along is no resource, so AWS allows none here:
            // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrekognition.html
            function.allowing(Statement.allow("FindFaces")
                    .actions("rekognition:DetectFaces")
                    .on("*"));
        }
        return function;
    }

    private JavaFunction.Builder swap(Work work) {
        return function(SWAP, "FaceSwapHandler", work)
                .describedAs("Has FaceChain put a face into a portrait")
                .variable("RESTORE", Boolean.toString(inference.restore()))
                .variable("FACECHAIN_ENDPOINT", names().endpoint(Model.FACECHAIN))
                .variable(
                        "FACECHAIN_MODE",
                        ImageFunction.setting(inference.facechain().mode()))
                .allowing(bucket.read("FindPictures", List.of(ImagePrefix.FACE_SWAPPED, ImagePrefix.RESULTS)))
                .allowing(callModel(Model.FACECHAIN))
                .allowing(useKey());
    }

    /** What may end a picture: the picture of either model, or the failure of a queued request. */
    private Work completing() {
        List<ImagePrefix> ends = List.of(ImagePrefix.FACE_SWAPPED, ImagePrefix.RESULTS, ImagePrefix.INFERENCE_FAILURE);
        return inference.restore() ? Work.handingOn(ends, timeout, inference.gfpgan()) : Work.recording(ends, timeout);
    }

    private JavaFunction.Builder complete(Work work) {
        JavaFunction.Builder function = function(COMPLETION, "FaceSwapCompletionHandler", work)
                .describedAs("Has GFPGAN restore a picture, and records finished and failed ones")
                .variable("DISPLAY_TABLE", names().displayTable())
                .variable("DISPLAY_HISTORY_TABLE", names().displayHistoryTable())
                .variable("RESTORE", Boolean.toString(inference.restore()))
                .variable("GFPGAN_ENDPOINT", names().endpoint(Model.GFPGAN))
                .variable(
                        "GFPGAN_MODE", ImageFunction.setting(inference.gfpgan().mode()))
                .variable("PERSONAL_RETENTION_DAYS", ImageFunction.personalRetentionDays(context()))
                .allowing(Statement.allow("ShowPictures")
                        .actions("dynamodb:PutItem")
                        .on(arns().table(names().displayTable()), arns().table(names().displayHistoryTable())))
                .allowing(bucket.read("ReadPictures", List.of(ImagePrefix.FACE_SWAPPED, ImagePrefix.RESULTS)));
        if (inference.restore()) {
            function.allowing(callModel(Model.GFPGAN));
        } else {
            function.allowing(bucket.write("WriteResults", List.of(ImagePrefix.RESULTS)));
        }
        return function.allowing(useKey());
    }

    /** What every step may do: follow a picture's record. */
    private JavaFunction.Builder function(String id, String handler, Work work) {
        return ImageFunction.named(
                        context(), id, "gallery.handlers.images." + handler + "::handleRequest", work.timeout())
                .variable("IMAGE_BUCKET", names().imageBucket())
                .variable("PROCESS_TABLE", names().processTable())
                .allowing(Statement.allow("FollowPictures")
                        .actions("dynamodb:GetItem", "dynamodb:UpdateItem")
                        .on(arns().table(names().processTable())));
    }

    private List<Statement> callModel(Model model) {
        boolean async = inference.of(model).mode() == Mode.ASYNC;
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.allow("CallModel")
                .actions(async ? "sagemaker:InvokeEndpointAsync" : "sagemaker:InvokeEndpoint")
                .on(arns().endpoint(names().endpoint(model))));
        statements.add(bucket.write("WriteRequests", List.of(ImagePrefix.INFERENCE_INPUT)));
        if (async) {
            // The failure of a queued request arrives under a name of SageMaker's.
            statements.add(Statement.allow("RememberRequests")
                    .actions("dynamodb:PutItem")
                    .on(arns().table(names().processTable())));
        }
        return statements;
    }

    private List<Statement> useKey() {
        return bucket.key("kms:Decrypt", "kms:GenerateDataKey");
    }
}
