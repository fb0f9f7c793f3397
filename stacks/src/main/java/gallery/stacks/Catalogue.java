package gallery.stacks;

import gallery.environments.Model;
import java.util.ArrayList;
import java.util.List;

/**
 * Every stack of the gallery, in an order in which they can be applied.
 *
 * <p>Plain data: reading it loads no CDKTF class and starts no Node process.
 */
public final class Catalogue {

    private static final List<StackEntry> ENTRIES = build();

    private Catalogue() {}

    /** All stacks, each after those it runs after. */
    public static List<StackEntry> entries() {
        return ENTRIES;
    }

    private static List<StackEntry> build() {
        List<StackEntry> entries = new ArrayList<>();
        entries.add(new StackEntry("s3", "s3", List.of(), "image bucket"));
        entries.add(new StackEntry("dynamodb", "dynamodb", List.of(), "five tables"));
        entries.add(new StackEntry("cognito", "cognito", List.of(), "user pool, web client and hosted domain"));
        for (Model model : Model.values()) {
            String ecr = "byoc-" + model.id() + "-ecr";
            String codebuild = "byoc-" + model.id() + "-codebuild";
            String trigger = model.id() + "-codebuild-trigger";
            String status = model.id() + "-codebuild-status";
            String endpoint = model.id() + "-endpoint";
            entries.add(new StackEntry(ecr, "byoc", List.of(), "image repository and its build cache"));
            entries.add(new StackEntry(codebuild, "byoc", List.of(ecr), "image build and its source"));
            entries.add(new StackEntry(trigger, model.id(), List.of(codebuild), "starts the build of the image tag"));
            entries.add(new StackEntry(status, model.id(), List.of(trigger), "waits for that build"));
            entries.add(new StackEntry(endpoint, model.id(), List.of(status, "s3"), "model, endpoint and scaling"));
        }
        entries.add(new StackEntry(
                "lambda",
                "lambda",
                List.of("s3", "dynamodb", "facechain-endpoint", "gfpgan-endpoint"),
                "functions from photograph to result"));
        entries.add(new StackEntry(
                "api-gateway", "api-gateway", List.of("s3", "dynamodb", "cognito"), "REST API and its functions"));
        return List.copyOf(entries);
    }
}
