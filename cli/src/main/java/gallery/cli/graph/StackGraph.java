package gallery.cli.graph;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which stack runs after which; immutable and free of cycles. */
public final class StackGraph {

    private final Map<String, Set<String>> runsAfter;

    private StackGraph(Map<String, Set<String>> runsAfter) {
        this.runsAfter = runsAfter;
    }

    /**
     * A graph from each stack's direct dependencies, in the order of the map.
     *
     * @throws CliException when a dependency is unknown or the stacks depend on each other in a circle
     */
    public static StackGraph of(Map<String, ? extends Collection<String>> runsAfter) {
        Map<String, Set<String>> copy = new LinkedHashMap<>();
        runsAfter.forEach((stack, dependencies) -> {
            for (String dependency : dependencies) {
                if (!runsAfter.containsKey(dependency)) {
                    throw new CliException(
                            ExitCode.USAGE,
                            "stack '" + stack + "' runs after '" + dependency + "', which does not exist");
                }
            }
            copy.put(stack, Collections.unmodifiableSet(new LinkedHashSet<>(dependencies)));
        });
        StackGraph graph = new StackGraph(Collections.unmodifiableMap(copy));
        graph.refuseCycles();
        return graph;
    }

    /** All stacks, each after those it runs after; otherwise in the order they were given. */
    public List<String> inOrder() {
        Set<String> ordered = new LinkedHashSet<>();
        runsAfter.keySet().forEach(stack -> visit(stack, ordered));
        return List.copyOf(ordered);
    }

    private void visit(String stack, Set<String> ordered) {
        if (!ordered.contains(stack)) {
            directDependenciesOf(stack).forEach(dependency -> visit(dependency, ordered));
            ordered.add(stack);
        }
    }

    /** The stacks that must end before {@code stack} may start, without theirs. */
    public Set<String> directDependenciesOf(String stack) {
        Set<String> dependencies = runsAfter.get(stack);
        if (dependencies == null) {
            throw new IllegalArgumentException("no stack " + stack);
        }
        return dependencies;
    }

    /** The stacks that must end before {@code stack} may start, and theirs. */
    public Set<String> dependenciesOf(String stack) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(directDependenciesOf(stack));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (found.add(next)) {
                open.addAll(directDependenciesOf(next));
            }
        }
        return found;
    }

    /** The stacks that cannot start before {@code stack} has ended, directly or through others. */
    public Set<String> dependantsOf(String stack) {
        return reversed().dependenciesOf(stack);
    }

    /**
     * The graph of some of the stacks. Two of them that were ordered through a stack that is left out stay ordered.
     */
    public StackGraph restrictedTo(Collection<String> stacks) {
        Map<String, Set<String>> kept = new LinkedHashMap<>();
        for (String stack : runsAfter.keySet()) {
            if (stacks.contains(stack)) {
                Set<String> dependencies = dependenciesOf(stack);
                dependencies.retainAll(stacks);
                kept.put(stack, dependencies);
            }
        }
        return new StackGraph(kept);
    }

    /** The graph in which every stack runs before those it ran after, as a destroy needs it. */
    public StackGraph reversed() {
        Map<String, Set<String>> turned = new LinkedHashMap<>();
        List<String> stacks = new ArrayList<>(runsAfter.keySet());
        Collections.reverse(stacks);
        stacks.forEach(stack -> turned.put(stack, new LinkedHashSet<>()));
        runsAfter.forEach((stack, dependencies) -> dependencies.forEach(dependency -> {
            Set<String> dependants = turned.get(dependency);
            if (dependants != null) {
                dependants.add(stack);
            }
        }));
        return new StackGraph(turned);
    }

    /** The same stacks with no order between them. */
    public StackGraph unordered() {
        Map<String, Set<String>> free = new LinkedHashMap<>();
        runsAfter.keySet().forEach(stack -> free.put(stack, Set.of()));
        return new StackGraph(free);
    }

    private void refuseCycles() {
        Set<String> cleared = new LinkedHashSet<>();
        for (String stack : runsAfter.keySet()) {
            follow(stack, new LinkedHashSet<>(), cleared);
        }
    }

    private void follow(String stack, Set<String> path, Set<String> cleared) {
        if (cleared.contains(stack)) {
            return;
        }
        if (!path.add(stack)) {
            List<String> cycle = new ArrayList<>(path);
            cycle = new ArrayList<>(cycle.subList(cycle.indexOf(stack), cycle.size()));
            cycle.add(stack);
            throw new CliException(
                    ExitCode.USAGE,
                    "the stacks depend on each other in a circle: " + String.join(" -> ", cycle)
                            + "; remove one of these dependencies");
        }
        directDependenciesOf(stack).forEach(dependency -> follow(dependency, path, cleared));
        path.remove(stack);
        cleared.add(stack);
    }
}
