package gallery.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.cli.run.RunListener;
import gallery.cli.testing.FakeTerraform.Call;
import gallery.cli.testing.Recording;
import gallery.cli.testing.Scripts;
import gallery.cli.testing.Workbench;
import gallery.environments.InvalidEnvironmentException;
import gallery.environments.UnknownEnvironmentException;
import gallery.stacks.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentTest {

    @TempDir
    Path temp;

    private Workbench workbench;

    @BeforeEach
    void makeWorkbench() throws IOException {
        workbench = new Workbench(temp);
    }

    @Test
    void synthesizesEveryStackIntoTheEnvironmentsFolder() {
        try (Deployment deployment = open("dev", "byoc-gfpgan-codebuild")) {
            assertThat(deployment.graph().inOrder()).containsExactly("byoc-gfpgan-codebuild");
            assertThat(deployment.wholeGraph().inOrder()).hasSameSizeAs(Catalogue.entries());
            assertThat(deployment.directory("s3"))
                    .isEqualTo(workbench.work("dev").synth().resolve("stacks/s3"));
            assertThat(deployment.environment().name()).isEqualTo("dev");
            assertThat(deployment.emulator()).isEmpty();
            assertThatIllegalArgumentException().isThrownBy(() -> deployment.directory("nothing"));
        }
        assertThat(workbench.synths()).singleElement().satisfies(request -> {
            assertThat(request.environment().name()).isEqualTo("dev");
            assertThat(request.outputDirectory())
                    .isEqualTo(workbench.work("dev").synth());
            assertThat(request.stateDirectory()).isEqualTo(workbench.work("dev").state());
            assertThat(request.containers()).isEqualTo(temp.resolve("home/containers"));
            assertThat(request.functions()).isEqualTo(temp.resolve("functions"));
        });
    }

    @Test
    void addsDependenciesWhenAskedFor() {
        RunSettings settings = new RunSettings(
                "dev",
                List.of("gfpgan-codebuild-trigger"),
                true,
                Optional.empty(),
                1,
                Optional.empty(),
                Duration.ZERO,
                false);
        try (Deployment deployment = Deployment.open(settings, workbench.surroundings())) {
            assertThat(deployment.graph().inOrder())
                    .containsExactly("byoc-gfpgan-ecr", "byoc-gfpgan-codebuild", "gfpgan-codebuild-trigger");
        }
    }

    @Test
    void holdsTheEnvironmentWhileItIsOpen() {
        try (Deployment first = open("dev")) {
            assertThat(first.graph().inOrder()).isNotEmpty();
            assertThatExceptionOfType(CliException.class)
                    .isThrownBy(() -> open("dev"))
                    .withMessageContaining("is using environment 'dev': wait for it to end")
                    .matches(problem -> problem.exitCode() == ExitCode.REFUSED);
            open("prod").close();
        }
        open("dev").close();
    }

    @Test
    void givesTheEnvironmentBackWhenItCannotBeOpened() {
        RunSettings noMirror = new RunSettings(
                "dev", List.of(), false, Optional.empty(), 1, Optional.of(temp.resolve("no")), Duration.ZERO, false);
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> Deployment.open(noMirror, workbench.surroundings()))
                .withMessageStartingWith("the provider mirror " + temp.resolve("no") + " holds no AWS provider");

        open("dev").close();
    }

    @Test
    void looksAtToolsAndFilesBeforeAnythingSlow() throws IOException {
        assertThatExceptionOfType(UnknownEnvironmentException.class).isThrownBy(() -> open("nowhere"));
        Files.writeString(workbench.environments().resolve("dev.yaml"), "region: 1\n");
        assertThatExceptionOfType(InvalidEnvironmentException.class).isThrownBy(() -> open("dev"));
        Scripts.write(workbench.tools().resolve("node"), "echo v16.0.0");
        assertThatExceptionOfType(CliException.class).isThrownBy(() -> open("local"));
        Files.delete(workbench.tools().resolve("terraform"));
        assertThatExceptionOfType(CliException.class).isThrownBy(() -> open("local"));

        assertThat(workbench.synths()).isEmpty();
    }

    @Test
    void removesPlansThatAnEarlierRunWasKilledOver() throws IOException {
        workbench.work("dev").create();
        Path plan = Files.createFile(workbench.work("dev").planOf("s3"));
        Path state = Files.createFile(workbench.work("dev").stateOf("s3"));

        open("dev", "dynamodb").close();

        assertThat(plan).doesNotExist();
        assertThat(state).exists();
    }

    @Test
    void asksTheRegistryForOneStackAtATime() throws IOException {
        Files.move(temp.resolve("mirrors"), temp.resolve("away"));
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        workbench.terraform.on("init", request -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            // Leaves the others a chance to come too early.
            LockSupport.parkNanos(5_000_000);
            running.decrementAndGet();
            return Recording.of("init.jsonl");
        });

        try (Deployment deployment = openParallel("dev", 4)) {
            new Planner(deployment, false, log -> {}).planAll(RunListener.silent());
        }

        assertThat(most).hasValue(1);
        assertThat(workbench.terraform.calls("init"))
                .hasSameSizeAs(Catalogue.entries())
                .allSatisfy(call -> assertThat(call.request().environment())
                        .containsEntry(
                                "TF_PLUGIN_CACHE_DIR",
                                temp.resolve("work/providers").toString()));
        assertThat(temp.resolve("work/providers")).isDirectory();
    }

    @Test
    void neverRunsTerraformTwiceInOneFolderAtOnce() {
        String readsCognito = """
                {"data": {"terraform_remote_state": {"cognito": {}}}, "variable": {"unapplied_dependencies": {}}}""";
        for (String reader : List.of("s3", "dynamodb", "byoc-gfpgan-ecr", "byoc-facechain-ecr")) {
            workbench.withConfiguration(reader, readsCognito);
        }
        Set<String> busy = ConcurrentHashMap.newKeySet();
        Set<String> clashes = ConcurrentHashMap.newKeySet();
        for (String command : List.of("init", "plan", "output")) {
            workbench.terraform.on("cognito", command, request -> {
                if (!busy.add("cognito")) {
                    clashes.add(command);
                }
                LockSupport.parkNanos(20_000_000);
                busy.remove("cognito");
                return Recording.of(
                        switch (command) {
                            case "init" -> "init.jsonl";
                            case "plan" -> "plan-create.jsonl";
                            default -> "output.json";
                        });
            });
        }

        try (Deployment deployment = openParallel("dev", 4)) {
            new Planner(deployment, false, log -> {}).planAll(RunListener.silent());
        }

        assertThat(clashes).isEmpty();
        assertThat(workbench.terraform.calls().stream()
                        .filter(call -> call.stack().equals("cognito"))
                        .map(Call::command))
                .containsExactlyInAnyOrder("init", "output", "init", "plan");
    }

    @Test
    void readsOutputsOfAppliedStacksOnly() {
        workbench.withApplied("s3");
        try (Deployment deployment = open("local", "s3", "dynamodb")) {
            OutputReader reader = new OutputReader(deployment, log -> {});

            assertThat(reader.read("s3")).containsOnlyKeys("bucket_name", "password", "tags");
            assertThat(reader.read("dynamodb")).isEmpty();
        }
        assertThat(workbench.terraform.stacks("output")).containsExactly("s3");
        assertThat(workbench.work("local").logOf("s3")).content().doesNotContain("s3cret");
    }

    private Deployment open(String environment, String... stacks) {
        return Deployment.open(workbench.settings(environment, stacks), workbench.surroundings());
    }

    private Deployment openParallel(String environment, int parallelism) {
        return Deployment.open(
                new RunSettings(
                        environment,
                        List.of(),
                        false,
                        Optional.empty(),
                        parallelism,
                        Optional.empty(),
                        Duration.ZERO,
                        false),
                workbench.surroundings());
    }
}
