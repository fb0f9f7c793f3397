package gallery.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gallery.stacks.Terraform.Result;
import gallery.stacks.policy.TaggableTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the real terraform and AWS provider say of the configuration of {@code prod}, which uses the most settings. */
class ProviderIT {

    private static final SynthesizedEnvironment PROD = SynthesizedEnvironment.of("prod");

    @TempDir
    private static Path scratch;

    private static Terraform terraform;

    @BeforeAll
    static void prepare() {
        terraform = new Terraform(scratch);
    }

    /** Each kind of stack once: those of the second model come from the same classes. */
    static Stream<SynthesizedStack> kindsOfStack() {
        return PROD.stacks().stream().filter(stack -> !stack.entry().name().contains("gfpgan"));
    }

    @ParameterizedTest
    @MethodSource("kindsOfStack")
    void isValid(SynthesizedStack stack) {
        init(stack.directory());

        Result validate = terraform.run(stack.directory(), "validate", "-no-color");

        assertThat(validate.exitCode()).as(validate.output()).isZero();
        assertThat(validate.output()).doesNotContain("Warning");
    }

    @Test
    void thePoliciesKnowWhichResourcesTakeTags() throws IOException {
        // Of a stack, terraform tells the schema only when it reaches the backend.
        Path directory = Files.createDirectory(PROD.directory().resolve("schema"));
        JsonNode providers =
                PROD.configuration(PROD.stacks().get(0)).path("terraform").path("required_providers");
        Files.writeString(
                directory.resolve("main.tf.json"), "{\"terraform\":{\"required_providers\":" + providers + "}}");
        init(directory);
        Result schema = terraform.run(directory, "providers", "schema", "-json");
        assertThat(schema.exitCode()).isZero();
        JsonNode resources = new ObjectMapper()
                .readTree(schema.output())
                .path("provider_schemas")
                .path("registry.terraform.io/hashicorp/aws")
                .path("resource_schemas");

        Map<String, Boolean> taggable = new TreeMap<>();
        Set<String> types = new TreeSet<>();
        PROD.stacks()
                .forEach(stack ->
                        PROD.configuration(stack).path("resource").fieldNames().forEachRemaining(types::add));
        types.forEach(type -> taggable.put(
                type, resources.path(type).path("block").path("attributes").has("tags")));

        assertThat(TaggableTypes.among(types)).isEqualTo(taggable);
    }

    private static void init(Path directory) {
        Result init = terraform.run(directory, "init", "-backend=false", "-input=false", "-no-color");
        assertThat(init.exitCode()).as(init.output()).isZero();
    }
}
