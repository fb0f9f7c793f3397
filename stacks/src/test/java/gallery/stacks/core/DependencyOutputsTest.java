package gallery.stacks.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import com.hashicorp.cdktf.LocalBackend;
import com.hashicorp.cdktf.LocalBackendConfig;
import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.TerraformStack;
import gallery.environments.Backend;
import gallery.stacks.Terraform;
import gallery.stacks.Terraform.Result;
import gallery.stacks.TestEnvironments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real terraform on two small stacks: one with an output, one that reads it. */
class DependencyOutputsTest {

    private static final String PRODUCER = "sign-in";
    private static final String CONSUMER = "web";
    private static final String UNAPPLIED = "-var=unapplied_dependencies=[\"sign-in\"]";

    @TempDir
    private Path directory;

    private Terraform terraform;

    @BeforeEach
    void prepare() throws IOException {
        terraform = new Terraform(Files.createDirectory(directory.resolve("scratch")));
    }

    @Test
    void readsTheStateOfAnAppliedDependency() {
        synth(new Backend.Local());
        init(PRODUCER);
        assertThat(run(PRODUCER, "apply", "-auto-approve").exitCode()).isZero();
        init(CONSUMER);

        Result plan = run(CONSUMER, "plan");

        assertThat(plan.exitCode()).as(plan.output()).isZero();
        assertThat(plan.output()).contains("pool-4711").doesNotContain("placeholder");
    }

    @Test
    void plansWithAPlaceholderWhenToldThatTheDependencyHasNoState() {
        synth(new Backend.Local());
        init(CONSUMER);

        Result plan = run(CONSUMER, "plan", UNAPPLIED);

        assertThat(plan.exitCode()).as(plan.output()).isZero();
        assertThat(plan.output()).contains("placeholder-sign-in-user_pool_id");
    }

    @Test
    void failsWithTerraformsOwnErrorWhenTheStateIsMissing() {
        synth(new Backend.Local());
        init(CONSUMER);

        Result plan = run(CONSUMER, "plan");

        assertThat(plan.exitCode()).isEqualTo(1);
        assertThat(plan.output())
                .contains("Unable to find remote state")
                .contains("data.terraform_remote_state." + PRODUCER);
    }

    @Test
    void readsFromTheBucketOfAnS3Backend() {
        JsonNode state = synth(new Backend.S3("states", "gallery/test", "eu-west-1", Optional.of("key-arn")));

        assertThat(state.path("backend").asText()).isEqualTo("s3");
        assertThat(state.path("config").path("bucket").asText()).isEqualTo("states");
        assertThat(state.path("config").path("key").asText()).isEqualTo("gallery/test/sign-in.tfstate");
        assertThat(state.path("config").path("region").asText()).isEqualTo("eu-west-1");
    }

    @Test
    void readsFromTheWorkspaceOfACloudBackend() {
        JsonNode state =
                synth(new Backend.Cloud("app.terraform.io", "museum", Optional.of("gallery"), List.of("gallery")));

        assertThat(state.path("backend").asText()).isEqualTo("remote");
        assertThat(state.path("config").path("hostname").asText()).isEqualTo("app.terraform.io");
        assertThat(state.path("config").path("organization").asText()).isEqualTo("museum");
        assertThat(state.path("config").path("workspaces").path("name").asText())
                .isEqualTo("gallery-test-sign-in");
    }

    /** Writes both stacks and returns the consumer's data source. */
    private JsonNode synth(Backend backend) {
        StackContext context =
                new StackContext(TestEnvironments.with(backend), directory.resolve("state"), directory, directory);
        App app = new App(AppConfig.builder()
                .outdir(directory.resolve("out").toString())
                .stackTraces(false)
                .build());
        TerraformStack producer = stack(app, PRODUCER, context);
        TerraformOutput.Builder.create(producer, "user_pool_id")
                .value("pool-4711")
                .build();
        TerraformStack consumer = stack(app, CONSUMER, context);
        DependencyOutputs outputs = DependencyOutputs.of(consumer, context, PRODUCER);
        consumer.addOverride("resource.terraform_data.pool", Map.of("input", outputs.get("user_pool_id")));
        app.synth();
        try {
            return new ObjectMapper()
                    .readTree(stackDirectory(CONSUMER).resolve("cdk.tf.json").toFile())
                    .path("data")
                    .path("terraform_remote_state")
                    .path(PRODUCER);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static TerraformStack stack(App app, String name, StackContext context) {
        TerraformStack stack = new TerraformStack(app, name);
        new LocalBackend(
                stack,
                LocalBackendConfig.builder()
                        .path(context.stateFile(name).toString())
                        .build());
        return stack;
    }

    private void init(String stack) {
        Result init = run(stack, "init");
        assertThat(init.exitCode()).as(init.output()).isZero();
    }

    private Result run(String stack, String command, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = command;
        arguments[1] = "-input=false";
        arguments[2] = "-no-color";
        System.arraycopy(options, 0, arguments, 3, options.length);
        return terraform.run(stackDirectory(stack), arguments);
    }

    private Path stackDirectory(String stack) {
        return directory.resolve("out").resolve("stacks").resolve(stack);
    }
}
