package gallery.cli.operation;

import gallery.cli.graph.StackGraph;
import gallery.cli.layout.Installation;
import gallery.cli.selection.StackSelection;
import gallery.environments.Environment;
import gallery.environments.EnvironmentDirectory;
import gallery.stacks.Catalogue;
import gallery.stacks.StackEntry;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The environment and the stacks that the user means.
 *
 * @param wholeGraph all stacks, selected or not
 * @param names the selected ones
 */
public record Selection(Environment environment, StackGraph wholeGraph, Set<String> names) {

    public Selection {
        names = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(names));
    }

    /** Reads the environment and finds the stacks; starts no process. */
    public static Selection of(RunSettings settings, Installation installation) {
        Set<String> names = new LinkedHashSet<>();
        stacks(settings.stacks(), settings.withDependencies()).forEach(entry -> names.add(entry.name()));
        Environment environment = new EnvironmentDirectory(
                        settings.environments().orElse(installation.environments()))
                .load(settings.environment());
        return new Selection(environment, catalogueGraph(), names);
    }

    /**
     * The stacks that the user means, in the catalogue's order; reads nothing.
     *
     * @param patterns names, groups and globs; empty for all
     * @param withDependencies whether the stacks that these run after are meant as well
     */
    public static List<StackEntry> stacks(List<String> patterns, boolean withDependencies) {
        List<StackEntry> selected = new StackSelection(Catalogue.entries()).select(patterns);
        if (!withDependencies) {
            return selected;
        }
        StackGraph graph = catalogueGraph();
        Set<String> names = new LinkedHashSet<>();
        for (StackEntry entry : selected) {
            names.add(entry.name());
            names.addAll(graph.dependenciesOf(entry.name()));
        }
        return Catalogue.entries().stream()
                .filter(entry -> names.contains(entry.name()))
                .toList();
    }

    private static StackGraph catalogueGraph() {
        Map<String, List<String>> runsAfter = new LinkedHashMap<>();
        Catalogue.entries().forEach(entry -> runsAfter.put(entry.name(), entry.runsAfter()));
        return StackGraph.of(runsAfter);
    }
}
