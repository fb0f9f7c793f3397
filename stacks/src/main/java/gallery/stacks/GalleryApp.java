package gallery.stacks;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import gallery.environments.Model;
import gallery.stacks.api.ApiGatewayStack;
import gallery.stacks.build.CodebuildStack;
import gallery.stacks.build.CodebuildStatusStack;
import gallery.stacks.build.CodebuildTriggerStack;
import gallery.stacks.build.EcrStack;
import gallery.stacks.core.GalleryStack;
import gallery.stacks.core.StackContext;
import gallery.stacks.functions.LambdaStack;
import gallery.stacks.identity.CognitoStack;
import gallery.stacks.inference.EndpointStack;
import gallery.stacks.policy.Policies;
import gallery.stacks.policy.PolicyViolationsException;
import gallery.stacks.storage.DynamodbStack;
import gallery.stacks.storage.S3Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The CDKTF app of the gallery. One run synthesizes every stack, which costs little more than one of them. */
public final class GalleryApp {

    private GalleryApp() {}

    /**
     * Writes the Terraform configuration of every stack and returns them in the catalogue's order.
     *
     * <p>Folders of stacks that no longer exist and assets that no stack names any more are deleted; the rest stays, such as what
     * {@code terraform init} left there.
     *
     * @throws SynthesisException when Node.js is missing, a folder cannot be written or jsii fails
     * @throws PolicyViolationsException when a stack breaks a policy; the configuration is written nevertheless, to look at
     */
    public static List<SynthesizedStack> synth(SynthRequest request) {
        OutputDirectory directory = new OutputDirectory(request.outputDirectory());
        directory.prepare(Catalogue.entries());
        try {
            writeStacks(request);
        } catch (RuntimeException e) {
            throw SynthesisException.of(e);
        } finally {
            JsiiLeftovers.deleteAtExit();
        }
        Policies.check(request.environment(), directory.complete(Catalogue.entries()));
        return Catalogue.entries().stream()
                .map(entry -> new SynthesizedStack(entry, directory.of(entry)))
                .toList();
    }

    private static void writeStacks(SynthRequest request) {
        StackContext context = new StackContext(
                request.environment(), request.stateDirectory(), request.containers(), request.functions());
        App app = new App(AppConfig.builder()
                .outdir(request.outputDirectory().toString())
                .stackTraces(false)
                .build());
        Map<String, GalleryStack> stacks = new HashMap<>();
        for (StackEntry entry : Catalogue.entries()) {
            GalleryStack stack = create(entry, app, context);
            entry.runsAfter().forEach(name -> stack.addDependency(stacks.get(name)));
            stacks.put(entry.name(), stack);
        }
        app.synth();
    }

    private static GalleryStack create(StackEntry entry, App app, StackContext context) {
        return switch (entry.name()) {
            case "s3" -> new S3Stack(app, entry.name(), context);
            case "dynamodb" -> new DynamodbStack(app, entry.name(), context);
            case "cognito" -> new CognitoStack(app, entry.name(), context);
            case "byoc-facechain-ecr" -> new EcrStack(app, entry.name(), context, Model.FACECHAIN);
            case "byoc-facechain-codebuild" -> new CodebuildStack(app, entry.name(), context, Model.FACECHAIN);
            case "facechain-codebuild-trigger" ->
                new CodebuildTriggerStack(app, entry.name(), context, Model.FACECHAIN);
            case "facechain-codebuild-status" -> new CodebuildStatusStack(app, entry.name(), context, Model.FACECHAIN);
            case "facechain-endpoint" -> new EndpointStack(app, entry.name(), context, Model.FACECHAIN);
            case "byoc-gfpgan-ecr" -> new EcrStack(app, entry.name(), context, Model.GFPGAN);
            case "byoc-gfpgan-codebuild" -> new CodebuildStack(app, entry.name(), context, Model.GFPGAN);
            case "gfpgan-codebuild-trigger" -> new CodebuildTriggerStack(app, entry.name(), context, Model.GFPGAN);
            case "gfpgan-codebuild-status" -> new CodebuildStatusStack(app, entry.name(), context, Model.GFPGAN);
            case "gfpgan-endpoint" -> new EndpointStack(app, entry.name(), context, Model.GFPGAN);
            case "lambda" -> new LambdaStack(app, entry.name(), context);
            case "api-gateway" -> new ApiGatewayStack(app, entry.name(), context);
            default -> throw new IllegalStateException("no class makes the stack " + entry.name());
        };
    }
}
