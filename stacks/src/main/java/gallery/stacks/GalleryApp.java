package gallery.stacks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import gallery.environments.Model;
import gallery.stacks.build.CodebuildStack;
import gallery.stacks.build.CodebuildStatusStack;
import gallery.stacks.build.CodebuildTriggerStack;
import gallery.stacks.build.EcrStack;
import gallery.stacks.core.GalleryStack;
import gallery.stacks.core.StackContext;
import gallery.stacks.identity.CognitoStack;
import gallery.stacks.inference.EndpointStack;
import gallery.stacks.policy.Policies;
import gallery.stacks.policy.PolicyViolationsException;
import gallery.stacks.policy.StackConfiguration;
import gallery.stacks.storage.DynamodbStack;
import gallery.stacks.storage.S3Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The CDKTF app of the gallery. One run synthesizes every stack, which costs little more than one of them. */
public final class GalleryApp {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CONFIGURATION = "cdk.tf.json";

    private GalleryApp() {}

    /**
     * Writes the Terraform configuration of every stack and returns them in the catalogue's order.
     *
     * <p>Folders of stacks that no longer exist are deleted; in the others everything but the configuration stays, such as
     * what {@code terraform init} left there.
     *
     * @throws SynthesisException when Node.js is missing, a folder cannot be written or jsii fails
     * @throws PolicyViolationsException when a stack breaks a policy; the configuration is written nevertheless, to look at
     */
    public static List<SynthesizedStack> synth(SynthRequest request) {
        Path stacksDirectory = request.outputDirectory().resolve("stacks");
        prepare(stacksDirectory);
        try {
            writeStacks(request);
        } catch (RuntimeException e) {
            throw SynthesisException.of(e);
        } finally {
            JsiiLeftovers.deleteAtExit();
        }
        List<SynthesizedStack> synthesized = Catalogue.entries().stream()
                .map(entry -> new SynthesizedStack(entry, stacksDirectory.resolve(entry.name())))
                .toList();
        Policies.check(request.environment(), configurations(synthesized));
        return synthesized;
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
            default -> throw new IllegalStateException("no class makes the stack " + entry.name());
        };
    }

    // Only folders that hold a configuration are ours to delete.
    private static void prepare(Path stacksDirectory) {
        Set<String> known = Catalogue.entries().stream().map(StackEntry::name).collect(Collectors.toSet());
        try {
            Files.createDirectories(stacksDirectory);
            List<Path> stale;
            try (Stream<Path> folders = Files.list(stacksDirectory)) {
                stale = folders.filter(
                                folder -> !known.contains(folder.getFileName().toString()))
                        .filter(folder -> Files.isRegularFile(folder.resolve(CONFIGURATION)))
                        .toList();
            }
            for (Path folder : stale) {
                JsiiLeftovers.deleteTree(folder);
            }
        } catch (IOException e) {
            throw SynthesisException.unwritable(stacksDirectory, e);
        }
    }

    private static List<StackConfiguration> configurations(List<SynthesizedStack> stacks) {
        List<StackConfiguration> configurations = new ArrayList<>();
        for (SynthesizedStack stack : stacks) {
            Path file = stack.directory().resolve(CONFIGURATION);
            try {
                configurations.add(new StackConfiguration(stack.entry().name(), JSON.readTree(file.toFile())));
            } catch (IOException e) {
                throw SynthesisException.unreadable(file, e);
            }
        }
        return configurations;
    }
}
