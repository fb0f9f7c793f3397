package gallery.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryAppTest {

    @Test
    void theManifestHasTheCataloguesStacksAndDependencies() {
        Map<String, Set<String>> catalogue = new TreeMap<>();
        Catalogue.entries().forEach(entry -> catalogue.put(entry.name(), new TreeSet<>(entry.runsAfter())));

        Map<String, Set<String>> manifest = new TreeMap<>();
        for (JsonNode stack : SynthesizedEnvironment.of("local").manifest().path("stacks")) {
            Set<String> dependencies = new TreeSet<>();
            stack.path("dependencies").forEach(dependency -> dependencies.add(dependency.asText()));
            manifest.put(stack.path("name").asText(), dependencies);
        }

        assertThat(manifest).isEqualTo(catalogue);
    }

    @Test
    void printsNothingToStandardOutput() {
        assertThat(SynthesizedEnvironment.of("local").standardOutput()).isEmpty();
    }

    @Test
    void deletesStaleStacksAndAssetsAndNothingElse(@TempDir Path directory) throws IOException {
        Path stacks = directory.resolve("stacks");
        Path stale = write(stacks.resolve("gone/cdk.tf.json")).getParent();
        write(stacks.resolve("gone/.terraform/providers/aws"));
        Path staleAsset = write(stacks.resolve("s3/assets/archive/0123456789/archive.zip"))
                .getParent();
        Path notOurs = write(stacks.resolve("notes/todo.txt"));
        Path initialised = write(stacks.resolve("s3/.terraform/providers/aws"));
        Path lock = write(stacks.resolve("s3/.terraform.lock.hcl"));

        GalleryApp.synth(SynthesizedEnvironment.request("local", directory));

        assertThat(stale).doesNotExist();
        assertThat(staleAsset).doesNotExist();
        assertThat(notOurs).exists();
        assertThat(initialised).exists();
        assertThat(lock).exists();
    }

    @Test
    void everyAssetThatAConfigurationNamesIsThere() throws IOException {
        for (SynthesizedStack stack : SynthesizedEnvironment.of("local").stacks()) {
            String configuration = Files.readString(stack.directory().resolve("cdk.tf.json"));
            Matcher names = Pattern.compile("assets/[\\w/.-]+").matcher(configuration);
            while (names.find()) {
                assertThat(stack.directory().resolve(names.group())).exists();
            }
        }
    }

    @Test
    void saysWhichFolderCannotBeWritten(@TempDir Path directory) throws IOException {
        Path file = write(directory.resolve("file"));

        assertThatThrownBy(() -> GalleryApp.synth(SynthesizedEnvironment.request("local", file)))
                .isInstanceOf(SynthesisException.class)
                .hasMessageStartingWith("cannot write the Terraform configuration to " + file.resolve("stacks"))
                .hasMessageEndingWith("make that folder writable or choose another");
    }

    private static Path write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }
}
