package gallery.stacks;

import com.fasterxml.jackson.databind.ObjectMapper;
import gallery.stacks.policy.StackConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder that receives {@code stacks/<name>/cdk.tf.json}. It is used again and again, so what is out of date must go and
 * what {@code terraform init} left in a stack's folder must stay.
 */
final class OutputDirectory {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CONFIGURATION = "cdk.tf.json";

    private final Path stacks;

    /** @param root as the CDKTF app knows it */
    OutputDirectory(Path root) {
        this.stacks = root.resolve("stacks");
    }

    Path of(StackEntry entry) {
        return stacks.resolve(entry.name());
    }

    /** Makes the folder ready: deletes those of stacks that are not in {@code entries}. */
    void prepare(List<StackEntry> entries) {
        Set<String> known = entries.stream().map(StackEntry::name).collect(Collectors.toSet());
        try {
            Files.createDirectories(stacks);
            // A folder without a configuration is not ours to delete.
            deleteEach(
                    stacks,
                    folder -> !known.contains(folder.getFileName().toString())
                            && Files.isRegularFile(folder.resolve(CONFIGURATION)));
        } catch (IOException e) {
            throw SynthesisException.unwritable(stacks, e);
        }
    }

    /** Reads back what was written, and deletes the assets that it no longer names. */
    List<StackConfiguration> complete(List<StackEntry> entries) {
        List<StackConfiguration> configurations = new ArrayList<>();
        for (StackEntry entry : entries) {
            Path file = of(entry).resolve(CONFIGURATION);
            try {
                String text = Files.readString(file);
                deleteStaleAssets(of(entry), text);
                configurations.add(new StackConfiguration(entry.name(), JSON.readTree(text)));
            } catch (IOException e) {
                throw SynthesisException.unusable(file, e);
            }
        }
        return configurations;
    }

    // CDKTF keeps each version of an asset as assets/<id>/<version>. A Terraform Cloud run would upload all of them.
    private static void deleteStaleAssets(Path stack, String configuration) throws IOException {
        Path assets = stack.resolve("assets");
        if (!Files.isDirectory(assets)) {
            return;
        }
        for (Path asset : list(assets)) {
            String prefix = "assets/" + asset.getFileName() + "/";
            deleteEach(asset, version -> !configuration.contains(prefix + version.getFileName()));
        }
    }

    private static void deleteEach(Path folder, Predicate<Path> condition) throws IOException {
        for (Path path : list(folder)) {
            if (condition.test(path)) {
                FileTree.delete(path);
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        }
    }
}
