package gallery.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gallery.cli.testing.Commands;
import gallery.cli.testing.Commands.Ended;
import gallery.cli.testing.Workbench;
import gallery.stacks.Catalogue;
import gallery.stacks.StackEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each command makes of its options. */
class CommandsTest {

    @TempDir
    Path temp;

    private Workbench workbench;

    @BeforeEach
    void makeWorkbench() throws IOException {
        workbench = new Workbench(temp);
    }

    @Test
    void listShowsTheCatalogue() {
        Ended all = run("list");

        assertThat(all.status()).isZero();
        assertThat(all.out().lines()).hasSize(Catalogue.entries().size() + 1);
        assertThat(all.out())
                .startsWith("STACK ")
                .containsPattern(
                        "\ngfpgan-endpoint +gfpgan +gfpgan-codebuild-status, s3 +model, endpoint and scaling\n");
    }

    @Test
    void listSelects() {
        assertThat(listed("--stack", "*-ecr,s3"))
                .containsExactly("STACK", "s3", "byoc-facechain-ecr", "byoc-gfpgan-ecr");
    }

    @Test
    void listAddsDependenciesWhenAskedFor() {
        assertThat(listed("-s", "byoc-gfpgan-codebuild", "--with-dependencies"))
                .containsExactly("STACK", "byoc-gfpgan-ecr", "byoc-gfpgan-codebuild");
    }

    @Test
    void listAsJson() throws IOException {
        JsonNode stacks = new ObjectMapper()
                .readTree(run("list", "--json", "-s", "gfpgan-endpoint").out());

        assertThat(stacks).hasSize(1);
        assertThat(stacks.path(0).path("name").asText()).isEqualTo("gfpgan-endpoint");
        assertThat(stacks.path(0).path("runsAfter").path(1).asText()).isEqualTo("s3");
    }

    @Test
    void synthPrintsTheFolderOfEachStack() {
        Ended ended = run("synth", "--env", "dev");

        assertThat(ended.status()).isZero();
        assertThat(ended.out().lines())
                .containsExactlyElementsOf(Catalogue.entries().stream()
                        .map(StackEntry::name)
                        .map(name -> workbench
                                .work("dev")
                                .synth()
                                .resolve("stacks/" + name)
                                .toString())
                        .toList());
    }

    @Test
    void synthWritesWhereItIsTold() {
        Path out = temp.resolve("out");
        run("synth", "--out", out.toString());
        workbench.variables.put("CDKTF_OUTDIR", temp.resolve("stock").toString());
        run("synth");
        run("synth", "-o", out.toString());
        workbench.variables.put("CDKTF_OUTDIR", "");
        run("synth");

        assertThat(workbench.synths())
                .extracting(request -> request.outputDirectory())
                .containsExactly(
                        out, temp.resolve("stock"), out, workbench.work("local").synth());
    }

    @Test
    void planTakesAllItsOptions() {
        Path mirror = temp.resolve("mirrors/one");
        Ended ended = run(
                "plan",
                "-e",
                "dev",
                "-s",
                "gfpgan-codebuild-trigger",
                "--with-dependencies",
                "--parallelism=2",
                "--provider-mirror=" + mirror,
                "--lock-timeout=7",
                "-v",
                "--details",
                "--json");

        assertThat(ended.status()).isZero();
        assertThat(ended.out()).startsWith("{");
        assertThat(ended.err()).contains("gfpgan-codebuild-trigger: plan\n", "must be replaced");
        assertThat(workbench.terraform.stacks("plan"))
                .containsExactlyInAnyOrder("byoc-gfpgan-ecr", "byoc-gfpgan-codebuild", "gfpgan-codebuild-trigger");
        assertThat(workbench.terraform.calls("plan"))
                .allSatisfy(call -> assertThat(call.arguments()).contains("-lock-timeout=7s"));
        assertThat(workbench.terraform.calls("init"))
                .allSatisfy(call -> assertThat(call.arguments()).contains("-plugin-dir=" + mirror));
    }

    @Test
    void takesEnvironmentsFromAnotherFolder() throws IOException {
        Workbench other = new Workbench(temp.resolve("other")).withEmulator();

        assertThat(run(
                                "plan",
                                "-s",
                                "s3",
                                "--environments",
                                other.environments().toString())
                        .err())
                .startsWith("Planning 1 stack of environment 'local' (emulator http://127.0.0.1:5000)");
    }

    @Test
    void applyAndDestroyTakeApproval() throws IOException {
        workbench.withEmulator();

        assertThat(run("apply", "-s", "s3", "--auto-approve").out()).contains("Applied: 5 resources in 1 stack.");
        assertThat(run("destroy", "-s", "s3", "--auto-approve").out()).contains("Destroyed: 0 resources in 1 stack.");
    }

    @Test
    void outputShowsAllOrOne() {
        workbench.withApplied("s3");

        assertThat(run("output", "-s", "s3").out()).contains("  password = (sensitive)\n");
        assertThat(run("output", "-s", "s3", "bucket_name").out()).endsWith("\none\n");
    }

    @Test
    void coloursOnlyWhereAPersonSits() {
        String coloured = "\u001b[32m5 to add\u001b[0m";
        assertThat(run("plan", "-s", "s3").err()).doesNotContain("\u001b");

        workbench.withInput("");
        assertThat(run("plan", "-s", "s3").err()).contains(coloured);
    }

    @Test
    void coloursNeverWhenTheyAreNotWanted() {
        workbench.withInput("");
        run("plan", "-s", "s3", "--no-color");
        workbench.variables.put("NO_COLOR", "1");
        Ended ended = run("plan", "-s", "s3");
        assertThat(ended.err()).doesNotContain("\u001b");

        workbench.variables.put("NO_COLOR", "");
        assertThat(run("plan", "-s", "s3").err())
                .as("an empty one counts as none")
                .contains("\u001b[32m");
    }

    @Test
    void localStopIsFineWhenNothingRuns() {
        Ended ended = run("local", "stop");

        assertThat(ended.status()).isZero();
        assertThat(ended.err()).isEqualTo("No emulator was running.\n");
    }

    @Test
    void doctorPrintsEveryCheck() throws IOException {
        Ended ended = run("doctor", "--json");

        JsonNode checks = new ObjectMapper().readTree(ended.out());
        assertThat(checks.findValuesAsText("name"))
                .containsExactly(
                        "Java",
                        "Terraform",
                        "Node.js",
                        "AWS provider",
                        "Lambda jars",
                        "Work directory",
                        "Environment",
                        "Emulator");
        assertThat(checks.path(4).path("passed").asBoolean()).isFalse();
        assertThat(checks.path(4).path("remedy").asText()).startsWith("build the project");
        assertThat(ended.status()).isEqualTo(69);
    }

    private List<String> listed(String... options) {
        List<String> line = new ArrayList<>(List.of("list"));
        line.addAll(List.of(options));
        return run(line.toArray(String[]::new))
                .out()
                .lines()
                .map(row -> row.substring(0, row.indexOf(' ')))
                .toList();
    }

    private Ended run(String... line) {
        return Commands.run(workbench, line);
    }
}
