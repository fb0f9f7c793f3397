package gallery.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.cli.graph.StackGraph;
import gallery.cli.testing.RandomGraphs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work that waits for each other, so that an order which must not happen shows as a wrong result, not by chance. */
@Timeout(60)
class StackRunTest {

    private static final Clock CLOCK = Clock.systemUTC();

    private final Interruption interruption = new Interruption();
    private final Events events = new Events();

    /** Whatever a run tells, and on which thread. */
    private static final class Events implements RunListener<String> {

        private final List<String> told = Collections.synchronizedList(new ArrayList<>());
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

        @Override
        public void started(String stack) {
            told.add("started " + stack);
            threads.add(Thread.currentThread());
        }

        @Override
        public void ended(StackResult<String> result) {
            told.add(result.outcome().getClass().getSimpleName() + " " + result.stack());
            threads.add(Thread.currentThread());
        }
    }

    @Test
    void worksOnStacksInOrder() {
        StackGraph graph = graph("c", List.of("b"), "b", List.of("a"), "a", List.of());

        List<StackResult<String>> results = run(3, graph, stack -> "did " + stack);

        assertThat(results).extracting(StackResult::stack).containsExactly("a", "b", "c");
        assertThat(results)
                .extracting(result -> result.value().orElseThrow())
                .containsExactly("did a", "did b", "did c");
        assertThat(events.told).containsExactly("started a", "Done a", "started b", "Done b", "started c", "Done c");
    }

    @Test
    void tellsEverythingOnTheThreadThatStartedIt() {
        run(4, graph("a", List.of(), "b", List.of(), "c", List.of("a"), "d", List.of()), stack -> {
            if (stack.equals("a")) {
                throw failure("no");
            }
            return "";
        });

        assertThat(events.told).contains("Failed a", "Skipped c");
        assertThat(events.threads).containsExactly(Thread.currentThread());
    }

    @Test
    void worksOnAsManyAsAllowed() {
        int parallelism = 3;
        // Opens only when three are in it at once; six stacks pass in two groups.
        CyclicBarrier together = new CyclicBarrier(parallelism);

        List<StackResult<String>> results = run(parallelism, independent(6), stack -> {
            await(together);
            return "";
        });

        assertThat(results).hasSize(6).allMatch(result -> result.value().isPresent());
    }

    @Test
    void neverWorksOnMoreThanAllowed() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Random random = new Random(3);
        for (int parallelism = 1; parallelism <= 3; parallelism++) {
            most.set(0);
            for (int round = 0; round < 20; round++) {
                run(parallelism, StackGraph.of(RandomGraphs.runsAfter(random)), stack -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    // Leaves the others a chance to come too many.
                    LockSupport.parkNanos(200_000);
                    running.decrementAndGet();
                    return "";
                });
            }
            assertThat(most.get()).isBetween(1, parallelism);
        }
    }

    @Test
    void neverStartsBeforeDependenciesAreDone() {
        Random random = new Random(4);
        for (int round = 0; round < 50; round++) {
            Map<String, List<String>> runsAfter = RandomGraphs.runsAfter(random);
            Set<String> done = ConcurrentHashMap.newKeySet();
            List<StackResult<String>> results = run(4, StackGraph.of(runsAfter), stack -> {
                if (!done.containsAll(runsAfter.getOrDefault(stack, List.of()))) {
                    throw failure(stack + " started too early");
                }
                done.add(stack);
                return "";
            });
            assertThat(results)
                    .hasSize(runsAfter.size())
                    .allMatch(result -> result.value().isPresent());
        }
    }

    @Test
    void aFailureSkipsItsDependantsAndNothingElse() {
        StackGraph graph = graph(
                "a", List.of(), "b", List.of("a"), "c", List.of("b"), "other", List.of(), "after", List.of("other"));
        StackFailure reason = new StackFailure(ExitCode.REFUSED, List.of("no\nmore", "and this"));

        List<StackResult<String>> results = run(2, graph, stack -> {
            if (stack.equals("a")) {
                throw new StackFailedException(reason);
            }
            return "";
        });

        assertThat(outcomes(results))
                .containsEntry("a", new Outcome.Failed<>(reason))
                .containsEntry("b", new Outcome.Skipped<>("a failed"))
                .containsEntry("c", new Outcome.Skipped<>("a failed"))
                .containsEntry("other", new Outcome.Done<>(""))
                .containsEntry("after", new Outcome.Done<>(""));
        assertThat(results)
                .filteredOn(result -> result.outcome() instanceof Outcome.Skipped)
                .allMatch(result -> result.took().isZero());
    }

    @Test
    void anyExceptionFailsItsOwnStackOnly() {
        Map<String, Throwable> thrown = new LinkedHashMap<>();
        thrown.put("known", new CliException(ExitCode.UNAVAILABLE, "the emulator is not running"));
        thrown.put("fault", new IllegalStateException("oops"));
        thrown.put("file", new UncheckedIOException(new IOException("disk full")));
        thrown.put("error", new StackOverflowError());
        StackGraph graph =
                graph("known", List.of(), "fault", List.of(), "file", List.of(), "error", List.of(), "fine", List.of());

        Map<String, Outcome<String>> outcomes = outcomes(run(2, graph, stack -> {
            Throwable problem = thrown.get(stack);
            if (problem instanceof RuntimeException exception) {
                throw exception;
            }
            if (problem instanceof Error error) {
                throw error;
            }
            return "";
        }));

        assertThat(outcomes)
                .containsEntry(
                        "known",
                        new Outcome.Failed<>(
                                new StackFailure(ExitCode.UNAVAILABLE, List.of("the emulator is not running"))))
                .containsEntry(
                        "fault",
                        new Outcome.Failed<>(new StackFailure(
                                ExitCode.STACK_FAILED,
                                List.of("internal error: java.lang.IllegalStateException: oops"))))
                .containsEntry(
                        "error",
                        new Outcome.Failed<>(new StackFailure(
                                ExitCode.STACK_FAILED, List.of("internal error: java.lang.StackOverflowError"))))
                .containsEntry("fine", new Outcome.Done<>(""));
        assertThat(outcomes.get("file")).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void anInterruptWaitsForWhatRunsAndSkipsTheRest() {
        StackGraph graph = graph("a", List.of(), "b", List.of(), "c", List.of(), "d", List.of("a"));
        CountDownLatch bothRun = new CountDownLatch(2);
        Set<String> finished = new HashSet<>();

        List<StackResult<String>> results = run(2, graph, stack -> {
            bothRun.countDown();
            await(bothRun);
            interruption.request();
            synchronized (finished) {
                finished.add(stack);
            }
            return "";
        });

        assertThat(finished).containsExactlyInAnyOrder("a", "b");
        Outcome<String> never = new Outcome.Skipped<>("interrupted before it started");
        assertThat(outcomes(results))
                .containsEntry("a", new Outcome.Done<>(""))
                .containsEntry("b", new Outcome.Done<>(""))
                .containsEntry("c", never)
                .containsEntry("d", never);
    }

    @Test
    void aStackThatFailsOnTheInterruptSkipsEachDependantOnce() {
        StackGraph graph = graph("a", List.of(), "b", List.of("a"), "c", List.of());

        List<StackResult<String>> results = run(1, graph, stack -> {
            interruption.request();
            throw failure("interrupted by the user");
        });

        assertThat(results).hasSize(3);
        assertThat(events.told).containsExactlyInAnyOrder("started a", "Failed a", "Skipped b", "Skipped c");
    }

    @Test
    void aStackThatFailsOnTheInterruptIsInterrupted() {
        List<StackResult<String>> results = run(1, independent(1), stack -> {
            interruption.request();
            throw failure("operation canceled");
        });

        assertThat(outcomes(results))
                .containsEntry(
                        "stack-0",
                        new Outcome.Failed<>(new StackFailure(
                                ExitCode.INTERRUPTED,
                                List.of(
                                        "interrupted; what was done is in the state, and the next run goes on from there",
                                        "operation canceled"))));
    }

    @Test
    void nothingStartsAfterAnInterrupt() {
        assertThat(interruption.request()).isTrue();
        assertThat(interruption.request()).as("only the first asks").isFalse();

        List<StackResult<String>> results = run(2, independent(3), stack -> {
            throw new AssertionError("started");
        });

        assertThat(results)
                .hasSize(3)
                .allMatch(result -> result.outcome() instanceof Outcome.Skipped<String> skipped
                        && skipped.reason().equals("interrupted before it started"));
        assertThat(events.told).noneMatch(event -> event.startsWith("started"));
    }

    @Test
    void tellsHowLongEachTook() {
        AtomicLong seconds = new AtomicLong();
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return Instant.ofEpochSecond(seconds.get());
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };

        List<StackResult<String>> results = new StackRun(1, interruption, clock)
                .run(
                        independent(2),
                        stack -> {
                            seconds.addAndGet(stack.equals("stack-0") ? 7 : 11);
                            return "";
                        },
                        events);

        assertThat(results)
                .extracting(StackResult::took)
                .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(11));
    }

    @Test
    void leavesNoThreadBehind() throws InterruptedException {
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        run(3, independent(5), stack -> {
            used.add(Thread.currentThread());
            return "";
        });

        for (Thread thread : used) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void anEmptyRunEndsAtOnce() {
        assertThat(run(2, independent(0), stack -> "")).isEmpty();
    }

    @Test
    void aResultKeepsItsEndWithAnotherValue() {
        assertThat(result(new Outcome.Done<>("four")).map(String::length).value())
                .contains(4);
        StackFailure failure = new StackFailure(ExitCode.STACK_FAILED, List.of("no"));
        assertThat(result(new Outcome.Failed<>(failure)).map(String::length).outcome())
                .isEqualTo(new Outcome.Failed<>(failure));
        assertThat(result(new Outcome.Skipped<>("why")).map(String::length).outcome())
                .isEqualTo(new Outcome.Skipped<>("why"));
    }

    private static StackResult<String> result(Outcome<String> outcome) {
        return new StackResult<>("s3", outcome, Duration.ZERO);
    }

    private List<StackResult<String>> run(int parallelism, StackGraph graph, Function<String, String> work) {
        return new StackRun(parallelism, interruption, CLOCK).run(graph, work, events);
    }

    private static Map<String, Outcome<String>> outcomes(List<StackResult<String>> results) {
        Map<String, Outcome<String>> outcomes = new LinkedHashMap<>();
        results.forEach(result -> outcomes.put(result.stack(), result.outcome()));
        return outcomes;
    }

    private static StackFailedException failure(String problem) {
        return new StackFailedException(new StackFailure(ExitCode.STACK_FAILED, List.of(problem)));
    }

    private static StackGraph independent(int count) {
        Map<String, List<String>> runsAfter = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            runsAfter.put("stack-" + i, List.of());
        }
        return StackGraph.of(runsAfter);
    }

    private static StackGraph graph(Object... stacksAndDependencies) {
        Map<String, List<String>> runsAfter = new LinkedHashMap<>();
        for (int i = 0; i < stacksAndDependencies.length; i += 2) {
            @SuppressWarnings("unchecked") // only ever called with a list behind each name
            List<String> dependencies = (List<String>) stacksAndDependencies[i + 1];
            runsAfter.put((String) stacksAndDependencies[i], dependencies);
        }
        return StackGraph.of(runsAfter);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
