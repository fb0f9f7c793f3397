package gallery.cli.terraform;

import gallery.environments.Environment;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The environment variables that terraform runs with. */
public final class TerraformVariables {

    /** Terraform's variable that names its CLI configuration file. */
    static final String CLI_CONFIGURATION = "TF_CLI_CONFIG_FILE";

    private TerraformVariables() {}

    /**
     * The variables for the stacks of an environment.
     *
     * @param own the CLI's own variables
     * @param emulator where the AWS emulator answers; only a local environment looks at it
     * @param pluginCache an existing folder that keeps providers from the registry once for all stacks
     */
    public static Map<String, String> of(
            Map<String, String> own, Environment environment, Optional<URI> emulator, Optional<Path> pluginCache) {
        Map<String, String> variables = new HashMap<>(own);
        variables.put("TF_IN_AUTOMATION", "1");
        variables.put("TF_INPUT", "0");
        // Asking HashiCorp for newer versions is a network call before every command.
        variables.put("CHECKPOINT_DISABLE", "1");
        pluginCache.ifPresent(cache -> variables.putIfAbsent("TF_PLUGIN_CACHE_DIR", cache.toString()));
        // These would move what belongs to a stack's own folder.
        variables.remove("TF_DATA_DIR");
        variables.remove("TF_WORKSPACE");
        // Terraform runs in another folder, and would warn of a missing file before every command.
        variables.remove(CLI_CONFIGURATION);
        cliConfiguration(own).ifPresent(file -> variables.put(CLI_CONFIGURATION, file.toString()));
        if (environment.isLocal()) {
            useEmulator(variables, emulator);
        }
        return variables;
    }

    /** The CLI configuration file that the user's variable names, if there is such a file. */
    static Optional<Path> cliConfiguration(Map<String, String> own) {
        return Optional.ofNullable(own.get(CLI_CONFIGURATION))
                .filter(name -> !name.isEmpty())
                .map(name -> Path.of(name).toAbsolutePath())
                .filter(Files::exists);
    }

    // A profile or a certificate bundle of the user's would send the provider elsewhere, or fail it.
    private static void useEmulator(Map<String, String> variables, Optional<URI> emulator) {
        variables.keySet().removeIf(name -> name.startsWith("AWS_"));
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        emulator.ifPresent(address -> variables.put("AWS_ENDPOINT_URL", address.toString()));
    }
}
