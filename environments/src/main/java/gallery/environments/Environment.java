package gallery.environments;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that differs between two deployments of the gallery, read from {@code environments/<name>.yaml}.
 *
 * @param name the file's name without its ending; part of every resource name
 * @param account the twelve digits of the AWS account; the emulator's own account for {@link #LOCAL} when the file names none
 * @param isProtected whether {@code destroy} is refused, and tables, pools and buckets resist deletion
 * @param tags tags of every resource, beside those that the stacks set themselves
 * @param endpointUrl a fixed address of the AWS emulator; without it the one that {@code gallery-cli local start} reports is used
 */
public record Environment(
        String name,
        String region,
        String account,
        boolean isProtected,
        Backend backend,
        Map<String, String> tags,
        Api api,
        Images images,
        Inference inference,
        Builds builds,
        Functions lambda,
        Alarms alarms,
        Optional<URI> endpointUrl) {

    /** The name of the environment that runs on the emulator and needs no AWS account. */
    public static final String LOCAL = "local";

    /** The account that moto's server pretends to be. */
    public static final String EMULATOR_ACCOUNT = "123456789012";

    public Environment {
        tags = Map.copyOf(tags);
    }

    /** Whether this environment runs on the emulator instead of AWS. */
    public boolean isLocal() {
        return name.equals(LOCAL);
    }
}
