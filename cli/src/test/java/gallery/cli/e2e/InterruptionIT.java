package gallery.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An apply that is cut short loses nothing, and the next one completes it. */
class InterruptionIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path temp;

    private Gallery gallery;

    @BeforeEach
    void startEmulator() throws Exception {
        gallery = new Gallery(temp);
        assertThat(gallery.run("local", "start").status()).isZero();
    }

    @AfterEach
    void stopEmulator() throws Exception {
        assertThat(gallery.run("local", "stop").status()).isZero();
    }

    @Test
    void resumesAfterTheCliWasKilled() throws Exception {
        Gallery.Running apply = startApply();
        ProcessHandle terraform = terraformOf(apply);
        apply.process().destroyForcibly().waitFor();

        // Terraform goes on by itself; the next run waits for its lock.
        Gallery.Ended next = gallery.run("apply", "--auto-approve", "--stack", "cognito", "--lock-timeout", "120");

        assertThat(next.status()).as(next.err()).isZero();
        assertThat(terraform.isAlive()).isFalse();
        assertComplete();
    }

    @Test
    void stopsInGoodOrderWhenInterrupted() throws Exception {
        Gallery.Running apply = startApply();
        interrupt(apply.process());
        Gallery.Ended ended = apply.await();

        assertThat(ended.status()).as(ended.err()).isEqualTo(130);
        assertThat(ended.err())
                .contains("waiting for terraform to save the state")
                .doesNotContain("\tat ");
        assertThat(ended.out()).contains("cognito").contains("skipped");
        assertThat(gallery.resourcesOf("local", "cognito"))
                .as("what was begun is in the state")
                .isPositive();

        Gallery.Ended next = gallery.run("apply", "--auto-approve", "--stack", "cognito");
        assertThat(next.status()).as(next.err()).isZero();
        assertComplete();
    }

    // The user pool is there and what needs it is not; more stacks wait behind, so that there is something to skip.
    private Gallery.Running startApply() throws Exception {
        Gallery.Running apply = gallery.start(
                Map.of(), "apply", "--auto-approve", "--stack", "cognito,byoc-*-ecr", "--parallelism", "1");
        Path output = gallery.work().resolve("local/output/cognito.apply.jsonl");
        Instant end = Instant.now().plus(PATIENCE);
        while (!Files.exists(output) || !Files.readString(output).contains("\"apply_complete\"")) {
            assertThat(apply.process().isAlive())
                    .as(() -> "the apply ended before it began")
                    .isTrue();
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(10);
        }
        return apply;
    }

    private static ProcessHandle terraformOf(Gallery.Running apply) {
        return apply.process()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/terraform"))
                .findFirst()
                .orElseThrow();
    }

    private static void interrupt(Process process) throws Exception {
        assertThat(new ProcessBuilder(List.of("kill", "-INT", Long.toString(process.pid())))
                        .start()
                        .waitFor())
                .isZero();
    }

    private void assertComplete() throws Exception {
        Gallery.Ended plan = gallery.run("plan", "--stack", "cognito", "--detailed-exitcode");
        assertThat(plan.status()).as(plan.out()).isZero();
        assertThat(gallery.resourcesOf("local", "cognito")).isEqualTo(3);
    }
}
