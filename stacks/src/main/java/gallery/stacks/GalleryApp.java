package gallery.stacks;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import gallery.environments.Model;
import gallery.stacks.build.CodebuildStack;
import gallery.stacks.build.CodebuildStatusStack;
import gallery.stacks.build.CodebuildTriggerStack;
import gallery.stacks.build.EcrStack;
import gallery.stacks.core.GalleryStack;
import gallery.stacks.core.StackContext;
import gallery.stacks.inference.EndpointStack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The CDKTF app of the gallery. One run synthesizes every stack, which costs little more than one of them. */
public final class GalleryApp {

    private GalleryApp() {}

    /** Writes the Terraform configuration of every stack and returns them in the catalogue's order. */
    public static List<SynthesizedStack> synth(SynthRequest request) {
        StackContext context = new StackContext(
                request.environment(), request.stateDirectory(), request.containers(), request.functions());
        App app = new App(AppConfig.builder()
                .outdir(request.outputDirectory().toString())
                .stackTraces(false)
                .build());
        Map<String, GalleryStack> stacks = new HashMap<>();
        List<SynthesizedStack> synthesized = new ArrayList<>();
        for (StackEntry entry : Catalogue.entries()) {
            GalleryStack stack = create(entry, app, context);
            entry.runsAfter().forEach(name -> stack.addDependency(stacks.get(name)));
            stacks.put(entry.name(), stack);
            synthesized.add(new SynthesizedStack(
                    entry, request.outputDirectory().resolve("stacks").resolve(entry.name())));
        }
        app.synth();
        return List.copyOf(synthesized);
    }

    private static GalleryStack create(StackEntry entry, App app, StackContext context) {
        return switch (entry.name()) {
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
            default -> new EmptyStack(app, entry.name(), context);
        };
    }

    // Placeholder until the stack of that name exists.
    private static final class EmptyStack extends GalleryStack {
        EmptyStack(App app, String name, StackContext context) {
            super(app, name, context);
        }
    }
}
