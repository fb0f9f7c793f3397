package gallery.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import gallery.cli.graph.StackGraph;
import gallery.cli.testing.RandomGraphs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunQueueTest {

    /** c after b after a; d after a; e alone. */
    private final RunQueue queue = new RunQueue(StackGraph.of(
            Map.of("a", List.of(), "b", List.of("a"), "c", List.of("b"), "d", List.of("a"), "e", List.<String>of())));

    @Test
    void aStackIsReadyWhenAllItsDependenciesAreDone() {
        assertThat(queue.ready()).containsExactlyInAnyOrder("a", "e");

        queue.started("a");
        assertThat(queue.ready()).containsExactly("e");
        queue.succeeded("a");
        assertThat(queue.ready()).containsExactlyInAnyOrder("b", "d", "e");
        assertThat(queue.isFinished()).isFalse();
    }

    @Test
    void aFailureSkipsDependantsNearAndFar() {
        queue.started("e");
        queue.started("a");

        assertThat(queue.failed("a")).containsExactlyInAnyOrder("b", "c", "d");
        assertThat(queue.ready()).isEmpty();
        assertThat(queue.isFinished()).as("e runs").isFalse();
        queue.succeeded("e");
        assertThat(queue.isFinished()).isTrue();
    }

    @Test
    void whatIsAbandonedNeverStarts() {
        queue.started("a");

        assertThat(queue.abandon()).containsExactlyInAnyOrder("b", "c", "d", "e");
        queue.succeeded("a");
        assertThat(queue.ready()).isEmpty();
        assertThat(queue.isFinished()).isTrue();
        assertThat(queue.abandon()).isEmpty();
    }

    @Test
    void aFailureAfterTheRestWasAbandonedSkipsNothingTwice() {
        queue.started("a");
        queue.abandon();

        assertThat(queue.failed("a")).isEmpty();
    }

    @Test
    void refusesWhatCannotHappen() {
        queue.started("a");
        assertThatIllegalStateException().isThrownBy(() -> queue.started("a")).withMessage("a is not waiting");
        assertThatIllegalStateException().isThrownBy(() -> queue.succeeded("b")).withMessage("b is not running");
        assertThatIllegalStateException().isThrownBy(() -> queue.failed("e")).withMessage("e is not running");
    }

    /** Plays random runs: each stack ends exactly once, and only what must be skipped is. */
    @Test
    void holdsForAnyGraphAndAnyFailures() {
        Random random = new Random(2);
        for (int round = 0; round < 500; round++) {
            Map<String, List<String>> runsAfter = RandomGraphs.runsAfter(random);
            StackGraph graph = StackGraph.of(runsAfter);
            RunQueue simulated = new RunQueue(graph);
            List<String> running = new ArrayList<>();
            Set<String> done = new HashSet<>();
            Set<String> failed = new HashSet<>();
            List<String> ended = new ArrayList<>();
            while (!simulated.isFinished()) {
                List<String> ready = simulated.ready();
                assertThat(ready)
                        .allSatisfy(stack -> assertThat(done).containsAll(runsAfter.getOrDefault(stack, List.of())));
                if (!ready.isEmpty() && (running.isEmpty() || random.nextBoolean())) {
                    String stack = ready.get(random.nextInt(ready.size()));
                    simulated.started(stack);
                    running.add(stack);
                } else {
                    assertThat(running)
                            .as("nothing ready and nothing running would be a deadlock")
                            .isNotEmpty();
                    String stack = running.remove(random.nextInt(running.size()));
                    ended.add(stack);
                    if (random.nextInt(5) == 0) {
                        failed.add(stack);
                        ended.addAll(simulated.failed(stack));
                    } else {
                        done.add(stack);
                        simulated.succeeded(stack);
                    }
                }
            }
            Set<String> mustBeSkipped = new HashSet<>();
            failed.forEach(stack -> mustBeSkipped.addAll(graph.dependantsOf(stack)));
            assertThat(ended).hasSameElementsAs(runsAfter.keySet()).doesNotHaveDuplicates();
            assertThat(mustBeSkipped).noneMatch(done::contains).noneMatch(failed::contains);
            assertThat(done.size() + failed.size() + mustBeSkipped.size()).isEqualTo(runsAfter.size());
        }
    }
}
