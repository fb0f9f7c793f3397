package gallery.cli.run;

import gallery.cli.graph.StackGraph;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which stack may start now: a function of the graph and of what has ended. Knows neither threads nor processes.
 */
final class RunQueue {

    private final StackGraph graph;
    private final Set<String> waiting;
    private final Set<String> running = new LinkedHashSet<>();
    private final Set<String> done = new LinkedHashSet<>();

    RunQueue(StackGraph graph) {
        this.graph = graph;
        this.waiting = new LinkedHashSet<>(graph.inOrder());
    }

    /** The stacks that could start now, in order. */
    List<String> ready() {
        return waiting.stream()
                .filter(stack -> done.containsAll(graph.directDependenciesOf(stack)))
                .toList();
    }

    void started(String stack) {
        if (!waiting.remove(stack)) {
            throw new IllegalStateException(stack + " is not waiting");
        }
        running.add(stack);
    }

    void succeeded(String stack) {
        end(stack);
        done.add(stack);
    }

    /** Ends a stack and gives back its dependants, which will never start. */
    List<String> failed(String stack) {
        end(stack);
        Set<String> dependants = graph.dependantsOf(stack);
        List<String> skipped = waiting.stream().filter(dependants::contains).toList();
        skipped.forEach(waiting::remove);
        return skipped;
    }

    /** Gives up everything that has not started. */
    List<String> abandon() {
        List<String> abandoned = new ArrayList<>(waiting);
        waiting.clear();
        return abandoned;
    }

    boolean isFinished() {
        return waiting.isEmpty() && running.isEmpty();
    }

    private void end(String stack) {
        if (!running.remove(stack)) {
            throw new IllegalStateException(stack + " is not running");
        }
    }
}
