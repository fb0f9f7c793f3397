package gallery.cli.run;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.cli.graph.StackGraph;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/**
 * Runs the same work on many stacks, several at once, in the order of their graph. The only class of the CLI that owns
 * threads.
 */
public final class StackRun {

    private final int parallelism;
    private final Interruption interruption;
    private final Clock clock;

    /** @param parallelism how many stacks are worked on at once, at least 1 */
    public StackRun(int parallelism, Interruption interruption, Clock clock) {
        this.parallelism = parallelism;
        this.interruption = interruption;
        this.clock = clock;
    }

    /**
     * Works on every stack of the graph and waits for the last.
     *
     * <p>A failed stack skips those that depend on it and nothing else. After an interrupt nothing new starts, and what
     * runs is waited for.
     *
     * @param work throws {@link StackFailedException} when a stack fails
     * @return one result a stack, in the order of the graph
     */
    public <T> List<StackResult<T>> run(StackGraph graph, Function<String, T> work, RunListener<T> listener) {
        RunQueue queue = new RunQueue(graph);
        Map<String, StackResult<T>> results = new LinkedHashMap<>();
        BlockingQueue<StackResult<T>> ended = new LinkedBlockingQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(parallelism);
        int running = 0;
        try {
            while (!queue.isFinished()) {
                if (interruption.isRequested()) {
                    skip(queue.abandon(), "interrupted before it started", results, listener);
                }
                for (String stack : queue.ready()) {
                    if (running == parallelism || interruption.isRequested()) {
                        break;
                    }
                    queue.started(stack);
                    running++;
                    listener.started(stack);
                    threads.execute(() -> ended.add(timed(stack, work)));
                }
                if (running > 0) {
                    StackResult<T> result = ended.take();
                    running--;
                    record(result, results, listener);
                    if (result.failed()) {
                        skip(queue.failed(result.stack()), result.stack() + " failed", results, listener);
                    } else {
                        queue.succeeded(result.stack());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the stacks", e);
        } finally {
            threads.shutdown();
        }
        return inOrder(graph, results);
    }

    private <T> StackResult<T> timed(String stack, Function<String, T> work) {
        Instant start = clock.instant();
        Outcome<T> outcome;
        try {
            outcome = new Outcome.Done<>(work.apply(stack));
        } catch (StackFailedException e) {
            outcome = new Outcome.Failed<>(
                    interruption.isRequested() ? e.failure().afterInterrupt() : e.failure());
        } catch (CliException e) {
            outcome = new Outcome.Failed<>(new StackFailure(e.exitCode(), List.of(sentence(e))));
        } catch (RuntimeException | Error e) {
            // A fault of ours in one stack must not take the others' results along, nor let the run wait for ever.
            outcome = new Outcome.Failed<>(new StackFailure(ExitCode.STACK_FAILED, List.of("internal error: " + e)));
        }
        return new StackResult<>(stack, outcome, Duration.between(start, clock.instant()));
    }

    private static String sentence(CliException e) {
        String message = e.getMessage();
        return message == null ? e.toString() : message;
    }

    private static <T> void skip(
            List<String> stacks, String reason, Map<String, StackResult<T>> results, RunListener<T> listener) {
        for (String stack : stacks) {
            record(new StackResult<>(stack, new Outcome.Skipped<>(reason), Duration.ZERO), results, listener);
        }
    }

    private static <T> void record(
            StackResult<T> result, Map<String, StackResult<T>> results, RunListener<T> listener) {
        results.put(result.stack(), result);
        listener.ended(result);
    }

    private static <T> List<StackResult<T>> inOrder(StackGraph graph, Map<String, StackResult<T>> results) {
        List<StackResult<T>> ordered = new ArrayList<>();
        for (String stack : graph.inOrder()) {
            StackResult<T> result = results.get(stack);
            if (result != null) {
                ordered.add(result);
            }
        }
        return ordered;
    }
}
