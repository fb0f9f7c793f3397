package gallery.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.cli.testing.RandomGraphs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StackGraphTest {

    /** endpoint → status → build → ecr, endpoint → s3; table alone. */
    private static final StackGraph GALLERY = StackGraph.of(runsAfter(
            "endpoint", List.of("status", "s3"),
            "table", List.of(),
            "s3", List.of(),
            "status", List.of("build"),
            "build", List.of("ecr"),
            "ecr", List.of()));

    @Test
    void ordersEachStackAfterItsDependenciesAndElseAsGiven() {
        assertThat(GALLERY.inOrder()).containsExactly("ecr", "build", "status", "s3", "endpoint", "table");
    }

    @Test
    void knowsDirectAndAllDependencies() {
        assertThat(GALLERY.directDependenciesOf("endpoint")).containsExactly("status", "s3");
        assertThat(GALLERY.dependenciesOf("endpoint")).containsExactlyInAnyOrder("status", "build", "ecr", "s3");
        assertThat(GALLERY.dependenciesOf("table")).isEmpty();
    }

    @Test
    void knowsDependants() {
        assertThat(GALLERY.dependantsOf("ecr")).containsExactlyInAnyOrder("build", "status", "endpoint");
        assertThat(GALLERY.dependantsOf("s3")).containsExactly("endpoint");
        assertThat(GALLERY.dependantsOf("endpoint")).isEmpty();
    }

    @Test
    void refusesADependencyThatDoesNotExist() {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> StackGraph.of(runsAfter("lambda", List.of("s3"))))
                .withMessage("stack 'lambda' runs after 's3', which does not exist")
                .matches(problem -> problem.exitCode() == ExitCode.USAGE);
    }

    @Test
    void showsTheCircle() {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> StackGraph.of(
                        runsAfter("entry", List.of("a"), "a", List.of("b"), "b", List.of("c"), "c", List.of("a"))))
                .withMessage("the stacks depend on each other in a circle: a -> b -> c -> a; remove one of these"
                        + " dependencies")
                .matches(problem -> problem.exitCode() == ExitCode.USAGE);
    }

    @Test
    void showsAStackThatRunsAfterItself() {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> StackGraph.of(runsAfter("a", List.of("a"))))
                .withMessageContaining("in a circle: a -> a;");
    }

    @Test
    void keepsTheOrderOfStacksWhoseLinkIsLeftOut() {
        StackGraph some = GALLERY.restrictedTo(Set.of("endpoint", "ecr", "table"));

        assertThat(some.inOrder()).containsExactly("ecr", "endpoint", "table");
        assertThat(some.directDependenciesOf("endpoint")).containsExactly("ecr");
    }

    @Test
    void ignoresUnknownNamesInARestriction() {
        assertThat(GALLERY.restrictedTo(Set.of("s3", "unknown")).inOrder()).containsExactly("s3");
    }

    @Test
    void turnsAround() {
        StackGraph reversed = GALLERY.reversed();

        assertThat(reversed.directDependenciesOf("s3")).containsExactly("endpoint");
        assertThat(reversed.inOrder().indexOf("endpoint"))
                .isLessThan(reversed.inOrder().indexOf("ecr"));
        assertThat(reversed.reversed().dependenciesOf("endpoint")).isEqualTo(GALLERY.dependenciesOf("endpoint"));
    }

    @Test
    void forgetsTheOrder() {
        StackGraph unordered = GALLERY.unordered();

        assertThat(unordered.inOrder()).containsExactly("endpoint", "table", "s3", "status", "build", "ecr");
        assertThat(unordered.inOrder())
                .allMatch(stack -> unordered.directDependenciesOf(stack).isEmpty());
    }

    @Test
    void cannotBeChangedFromOutside() {
        List<String> dependencies = new ArrayList<>();
        StackGraph graph = StackGraph.of(runsAfter("a", dependencies, "b", List.of()));
        dependencies.add("b");

        assertThat(graph.directDependenciesOf("a")).isEmpty();
    }

    @Test
    void refusesAQuestionForAStackItDoesNotHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GALLERY.dependenciesOf("nothing"))
                .withMessage("no stack nothing");
    }

    @Test
    void holdsForAnyGraph() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            Map<String, List<String>> runsAfter = RandomGraphs.runsAfter(random);
            StackGraph graph = StackGraph.of(runsAfter);

            assertThat(graph.inOrder()).hasSameElementsAs(runsAfter.keySet()).doesNotHaveDuplicates();
            assertOrdered(graph, runsAfter);
            for (String one : runsAfter.keySet()) {
                assertThat(graph.dependenciesOf(one)).isEqualTo(reachable(runsAfter, one));
                for (String other : runsAfter.keySet()) {
                    assertThat(graph.dependantsOf(other).contains(one))
                            .isEqualTo(graph.dependenciesOf(one).contains(other));
                }
            }
            Set<String> some = new HashSet<>(runsAfter.keySet());
            some.removeIf(stack -> random.nextBoolean());
            StackGraph restricted = graph.restrictedTo(some);
            for (String stack : some) {
                Set<String> expected = graph.dependenciesOf(stack);
                expected.retainAll(some);
                assertThat(restricted.dependenciesOf(stack)).isEqualTo(expected);
                assertThat(graph.reversed().dependenciesOf(stack)).isEqualTo(graph.dependantsOf(stack));
            }
        }
    }

    private static void assertOrdered(StackGraph graph, Map<String, List<String>> runsAfter) {
        Set<String> before = new HashSet<>();
        for (String stack : graph.inOrder()) {
            assertThat(before).containsAll(runsAfter.getOrDefault(stack, List.of()));
            before.add(stack);
        }
    }

    /** Computed another way than the graph does. */
    private static Set<String> reachable(Map<String, List<String>> runsAfter, String from) {
        Set<String> found = new HashSet<>();
        for (String dependency : runsAfter.getOrDefault(from, List.of())) {
            found.add(dependency);
            found.addAll(reachable(runsAfter, dependency));
        }
        return found;
    }

    private static Map<String, Collection<String>> runsAfter(Object... stacksAndDependencies) {
        Map<String, Collection<String>> map = new LinkedHashMap<>();
        for (int i = 0; i < stacksAndDependencies.length; i += 2) {
            @SuppressWarnings("unchecked") // only ever called with a list behind each name
            Collection<String> dependencies = (Collection<String>) stacksAndDependencies[i + 1];
            map.put((String) stacksAndDependencies[i], dependencies);
        }
        return map;
    }
}
