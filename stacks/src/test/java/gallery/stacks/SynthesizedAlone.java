package gallery.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import gallery.environments.Environment;
import gallery.stacks.core.GalleryStack;
import gallery.stacks.core.StackContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import software.constructs.Construct;

/** One stack of an environment that no file describes, for tests of single settings. */
public final class SynthesizedAlone {

    private SynthesizedAlone() {}

    /** How a stack is made; its constructor. */
    public interface Stack {
        GalleryStack create(Construct scope, String name, StackContext context);
    }

    /** The configuration that Terraform gets, written below {@code directory}. */
    public static JsonNode of(String name, Environment environment, Path directory, Stack stack) {
        App app = new App(AppConfig.builder()
                .outdir(directory.toString())
                .stackTraces(false)
                .build());
        stack.create(
                app,
                name,
                new StackContext(
                        environment,
                        directory,
                        SynthesizedEnvironment.resource("/sources/containers"),
                        SynthesizedEnvironment.resource("/sources/functions")));
        app.synth();
        try {
            return new ObjectMapper()
                    .readTree(
                            directory.resolve("stacks/" + name + "/cdk.tf.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
