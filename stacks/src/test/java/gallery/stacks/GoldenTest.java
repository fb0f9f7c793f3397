package gallery.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares each synthesized stack of each environment with a file that was reviewed.
 *
 * <p>After an intended change write the files anew and review the difference like code:
 *
 * <pre>{@code mvn -pl stacks -am test -Dgolden.update=true}</pre>
 */
class GoldenTest {

    private static final Path GOLDEN = SynthesizedEnvironment.ROOT.resolve("stacks/src/test/resources/golden");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");
    private static final String UPDATE_COMMAND = "mvn -pl stacks -am test -Dgolden.update=true";

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicContainer> stacksAreAsReviewed() {
        return SynthesizedEnvironment.ENVIRONMENTS.names().stream()
                .map(environment -> DynamicContainer.dynamicContainer(
                        environment,
                        Catalogue.entries().stream()
                                .map(entry -> DynamicTest.dynamicTest(
                                        entry.name(), () -> compare(environment, entry.name())))));
    }

    @Test
    void noFileIsLeftOfAStackThatIsGone() throws IOException {
        Set<Path> expected = new TreeSet<>();
        for (String environment : SynthesizedEnvironment.ENVIRONMENTS.names()) {
            Catalogue.entries().forEach(entry -> expected.add(file(environment, entry.name())));
        }
        List<Path> superfluous;
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            superfluous = files.filter(Files::isRegularFile)
                    .filter(file -> !expected.contains(file))
                    .toList();
        }
        if (UPDATE) {
            for (Path file : superfluous) {
                Files.delete(file);
            }
        } else {
            assertThat(superfluous).as("delete them with: " + UPDATE_COMMAND).isEmpty();
        }
    }

    private static void compare(String environment, String stack) throws IOException {
        Path file = file(environment, stack);
        JsonNode actual = synthesized(environment, stack);
        if (UPDATE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, pretty(actual));
            return;
        }
        assertThat(file).as("write it with: " + UPDATE_COMMAND).exists();
        List<String> differences = JsonDifferences.between(JSON.readTree(file.toFile()), actual);
        assertThat(differences)
                .withFailMessage(() -> SynthesizedEnvironment.ROOT.relativize(file) + " differs:\n  "
                        + String.join("\n  ", differences) + "\nIf that is intended: " + UPDATE_COMMAND)
                .isEmpty();
    }

    private static JsonNode synthesized(String environment, String stack) {
        SynthesizedEnvironment synthesized = SynthesizedEnvironment.of(environment);
        JsonNode configuration = synthesized.configuration(synthesized.stacks().stream()
                .filter(candidate -> candidate.entry().name().equals(stack))
                .findFirst()
                .orElseThrow());
        removeComments(configuration);
        return configuration;
    }

    // CDKTF's notes on where each resource comes from; Terraform ignores them.
    private static void removeComments(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("//");
        }
        node.forEach(GoldenTest::removeComments);
    }

    private static String pretty(JsonNode node) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        return JSON.writer(printer).writeValueAsString(node) + "\n";
    }

    private static Path file(String environment, String stack) {
        return GOLDEN.resolve(environment).resolve(stack + ".json");
    }
}
