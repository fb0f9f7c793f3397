package gallery.cli.terraform;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the AWS provider comes from.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation">provider
 *     installation</a>
 */
public sealed interface ProviderSource {

    /** The tree that a mirror keeps for the registry's providers. */
    String REGISTRY_TREE = "registry.terraform.io";

    /** Where unpacked mirrors of a machine are looked for, one level down. */
    Path MIRRORS = Path.of("/opt");

    /** The block's begin, in either of the two notations of a CLI configuration file. */
    Pattern INSTALLATION = Pattern.compile("^\\s*\"?provider_installation\\b", Pattern.MULTILINE);

    /** What {@code doctor} says of it. */
    String description();

    /** The only folder to install from; empty when Terraform decides by itself. */
    default Optional<Path> pluginDirectory() {
        return Optional.empty();
    }

    /** A folder that {@code --provider-mirror} names. */
    record Explicit(Path directory) implements ProviderSource {
        @Override
        public String description() {
            return "mirror " + directory + " (--provider-mirror)";
        }

        @Override
        public Optional<Path> pluginDirectory() {
            return Optional.of(directory);
        }
    }

    /** A {@code provider_installation} block of the user's own CLI configuration. */
    record Configured(Path file) implements ProviderSource {
        @Override
        public String description() {
            return "provider_installation of " + file;
        }
    }

    /** One of the folders in which Terraform looks by itself. */
    record Implied(Path directory) implements ProviderSource {
        @Override
        public String description() {
            return "Terraform's plugin folder " + directory;
        }
    }

    /** A mirror found on this machine. */
    record Discovered(Path directory) implements ProviderSource {
        @Override
        public String description() {
            return "mirror " + directory + " (found)";
        }

        @Override
        public Optional<Path> pluginDirectory() {
            return Optional.of(directory);
        }
    }

    /** The provider's origin registry, over the network. */
    record Registry() implements ProviderSource {
        @Override
        public String description() {
            return "the Terraform registry, over the network";
        }
    }

    /**
     * Decides where the provider comes from: what the user says, else what Terraform would find, else a mirror under
     * {@code /opt}, else the registry.
     *
     * @param explicit the folder of {@code --provider-mirror}
     * @param variables environment variables
     * @param mirrors the folder whose children may be mirrors
     */
    static ProviderSource find(Optional<Path> explicit, Map<String, String> variables, Path mirrors) {
        if (explicit.isPresent()) {
            return explicit(explicit.get());
        }
        Optional<Path> configuration = cliConfiguration(variables);
        if (configuration.isPresent() && mentionsInstallation(configuration.get())) {
            return new Configured(configuration.get());
        }
        for (Path directory : impliedDirectories(variables)) {
            if (holdsProvider(directory)) {
                return new Implied(directory);
            }
        }
        return discover(mirrors).<ProviderSource>map(Discovered::new).orElseGet(Registry::new);
    }

    private static ProviderSource explicit(Path directory) {
        if (!holdsProvider(directory)) {
            throw new CliException(
                    ExitCode.UNAVAILABLE,
                    "the provider mirror " + directory + " holds no AWS provider: it needs the tree " + REGISTRY_TREE
                            + "/hashicorp/aws, as 'terraform providers mirror' makes it");
        }
        return new Explicit(directory.toAbsolutePath().normalize());
    }

    private static Optional<Path> cliConfiguration(Map<String, String> variables) {
        return TerraformVariables.cliConfiguration(variables)
                .or(() -> home(variables).map(home -> home.resolve(".terraformrc")))
                .filter(Files::isRegularFile);
    }

    private static boolean mentionsInstallation(Path file) {
        try {
            return INSTALLATION.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            return false;
        }
    }

    // https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
    private static List<Path> impliedDirectories(Map<String, String> variables) {
        List<Path> directories = new ArrayList<>();
        home(variables).ifPresent(home -> {
            directories.add(home.resolve(".terraform.d/plugins"));
            directories.add(home.resolve("Library/Application Support/io.terraform/plugins"));
        });
        userData(variables).ifPresent(data -> directories.add(data.resolve("terraform/plugins")));
        for (String data : text(variables, "XDG_DATA_DIRS")
                .orElse("/usr/local/share:/usr/share")
                .split(":", -1)) {
            if (data.startsWith("/")) {
                directories.add(Path.of(data, "terraform/plugins"));
            }
        }
        return directories;
    }

    // https://specifications.freedesktop.org/basedir-spec/latest/
    private static Optional<Path> userData(Map<String, String> variables) {
        return text(variables, "XDG_DATA_HOME")
                .map(Path::of)
                .or(() -> home(variables).map(home -> home.resolve(".local/share")));
    }

    private static Optional<Path> home(Map<String, String> variables) {
        return text(variables, "HOME").map(Path::of);
    }

    private static Optional<String> text(Map<String, String> variables, String name) {
        return Optional.of(variables.getOrDefault(name, "")).filter(value -> !value.isEmpty());
    }

    private static Optional<Path> discover(Path mirrors) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(mirrors, Files::isDirectory)) {
            for (Path child : children) {
                if (holdsProvider(child)) {
                    found.add(child);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // No such folder, or none that we may read: there is no mirror to find.
            return Optional.empty();
        }
        Collections.sort(found);
        return found.stream().findFirst();
    }

    private static boolean holdsProvider(Path directory) {
        return Files.isDirectory(directory.resolve(REGISTRY_TREE).resolve("hashicorp/aws"));
    }
}
