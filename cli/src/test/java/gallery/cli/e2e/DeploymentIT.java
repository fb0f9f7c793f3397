package gallery.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gallery.stacks.Catalogue;
import gallery.stacks.StackEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The life of the whole gallery on the emulator: plan, apply, no change, a change, destroy. Each test stands on the last. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeploymentIT {

    @TempDir
    static Path temp;

    private static Gallery gallery;

    @BeforeAll
    static void install() throws Exception {
        gallery = new Gallery(temp);
    }

    @AfterAll
    static void stopEmulator() throws Exception {
        assertThat(gallery.run("local", "stop").status()).isZero();
    }

    @Test
    @Order(1)
    void plansOneGroupWithoutAccountOrServer() throws Exception {
        Gallery.Ended plan = gallery.run("plan", "--stack", "facechain", "--json");

        assertThat(plan.status()).as(plan.err()).isZero();
        assertThat(plan.stacks())
                .containsOnlyKeys("facechain-codebuild-trigger", "facechain-codebuild-status", "facechain-endpoint")
                .allSatisfy((stack, result) ->
                        assertThat(result.path("add").asInt()).as(stack).isPositive());
        assertThat(plan.stacks().get("facechain-endpoint").path("notes").toString())
                .contains("runs after s3, not applied yet");
        assertThat(gallery.work().resolve("local/plans")).isEmptyDirectory();
    }

    @Test
    @Order(2)
    void refusesToApplyWithoutTheEmulator() throws Exception {
        Gallery.Ended apply = gallery.run("apply", "--auto-approve");

        assertThat(apply.status()).isEqualTo(69);
        assertThat(apply.err()).contains("gallery-cli local start").doesNotContain("\tat ");
    }

    @Test
    @Order(3)
    void refusesToApplyBeforeItsDependencies() throws Exception {
        assertThat(gallery.run("local", "start").status()).isZero();

        Gallery.Ended apply = gallery.run("apply", "--auto-approve", "--stack", "byoc-gfpgan-codebuild");

        assertThat(apply.status()).isEqualTo(77);
        assertThat(apply.err()).contains("byoc-gfpgan-codebuild runs after byoc-gfpgan-ecr", "--with-dependencies");
    }

    @Test
    @Order(4)
    void appliesEverything() throws Exception {
        Gallery.Ended apply = gallery.run("apply", "--auto-approve", "--json");

        assertThat(apply.status()).as(apply.err()).isZero();
        assertThat(apply.stacks()).containsOnlyKeys(names()).allSatisfy((stack, result) -> {
            assertThat(result.path("status").asText()).as(stack).isEqualTo("done");
            assertThat(gallery.resourcesOf("local", stack)).as(stack).isPositive();
        });
    }

    @Test
    @Order(5)
    void findsNothingToChangeAfterwards() throws Exception {
        Gallery.Ended plan = gallery.run("plan", "--detailed-exitcode", "--json");

        assertThat(plan.status()).as(plan.out()).isZero();
    }

    @Test
    @Order(6)
    void showsOutputs() throws Exception {
        Gallery.Ended all = gallery.run("output", "--stack", "cognito", "--json");
        String pool = all.json().path("cognito").path("user_pool_id").asText();
        Gallery.Ended one = gallery.run("output", "--stack", "cognito", "user_pool_id");

        assertThat(pool).startsWith("eu-central-1_");
        assertThat(one.out()).isEqualTo(pool + "\n");
    }

    @Test
    @Order(7)
    void rollsANewContainerSourceOut() throws Exception {
        Files.writeString(
                gallery.home().resolve("containers/facechain/Dockerfile"), "# changed\n", StandardOpenOption.APPEND);

        Gallery.Ended plan = gallery.run("plan", "--json");

        assertThat(plan.status()).as(plan.err()).isZero();
        assertThat(changes(plan))
                .containsOnlyKeys(
                        "byoc-facechain-codebuild",
                        "facechain-codebuild-trigger",
                        "facechain-codebuild-status",
                        "facechain-endpoint");
        assertThat(changes(plan).get("byoc-facechain-codebuild"))
                .as("the source and the project's default tag")
                .allMatch(change ->
                        change.matches("(create|replace|update|delete) aws_(s3_object|codebuild_project)\\..*"));
        assertThat(changes(plan).get("facechain-codebuild-trigger"))
                .isNotEmpty()
                .allMatch(change -> change.startsWith("replace aws_lambda_invocation."));
        assertThat(changes(plan).get("facechain-codebuild-status"))
                .isNotEmpty()
                .allMatch(change -> change.startsWith("replace aws_lambda_invocation."));
        assertThat(changes(plan).get("facechain-endpoint"))
                .containsExactlyInAnyOrder(
                        "replace aws_sagemaker_model.model",
                        "replace aws_sagemaker_endpoint_configuration.model",
                        "update aws_sagemaker_endpoint.model");
    }

    @Test
    @Order(8)
    void appliesThatChangeAndIsDone() throws Exception {
        String changed = "byoc-facechain-codebuild,facechain";
        Gallery.Ended apply = gallery.run("apply", "--auto-approve", "--stack", changed);
        assertThat(apply.status()).as(apply.err()).isZero();

        Gallery.Ended plan = gallery.run("plan", "--detailed-exitcode", "--stack", changed);
        assertThat(plan.status()).as(plan.out()).isZero();
    }

    @Test
    @Order(9)
    void refusesToDestroyWhatOthersStandOn() throws Exception {
        Gallery.Ended destroy = gallery.run("destroy", "--auto-approve", "--stack", "s3");

        assertThat(destroy.status()).isEqualTo(77);
        assertThat(destroy.err()).contains("facechain-endpoint runs after s3");
        assertThat(gallery.resourcesOf("local", "s3")).isPositive();
    }

    @Test
    @Order(10)
    void destroysToNothing() throws Exception {
        Gallery.Ended destroy = gallery.run("destroy", "--auto-approve");

        assertThat(destroy.status()).as(destroy.err()).isZero();
        for (String stack : names()) {
            assertThat(gallery.resourcesOf("local", stack)).as(stack).isZero();
        }
    }

    private static String[] names() {
        return Catalogue.entries().stream().map(StackEntry::name).toArray(String[]::new);
    }

    // Each changed stack with "action address" of its changes.
    private static Map<String, List<String>> changes(Gallery.Ended plan) throws IOException {
        Map<String, List<String>> changes = new TreeMap<>();
        plan.stacks().forEach((stack, result) -> {
            if (result.path("hasChanges").asBoolean()) {
                changes.put(stack, lines(result.path("changes")));
            }
        });
        return changes;
    }

    private static List<String> lines(JsonNode changes) {
        return StreamSupport.stream(changes.spliterator(), false)
                .map(change -> change.path("action").asText() + " "
                        + change.path("address").asText())
                .toList();
    }
}
