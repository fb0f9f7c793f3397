package gallery.stacks.core;

import com.hashicorp.cdktf.TerraformStack;
import gallery.environments.Backend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outputs of a stack that another one runs after, for the few values that AWS generates and no name can replace.
 *
 * <p>They are read from the dependency's state. While that state does not exist, a plan can still be made: the caller passes
 * {@code -var 'unapplied_dependencies=["<stack>"]'} and each value is a placeholder. Such a plan shows what will come, and must
 * be neither saved nor applied. Without the variable Terraform fails because the state is missing.
 *
 * <p>Prefer the id to the ARN and make the ARN with {@link Arns}: a placeholder within an ARN still has an ARN's form.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/language/state/remote-state-data">terraform_remote_state</a>
 */
public final class DependencyOutputs {

    /** The Terraform variable, a set of stack names, that says which dependencies have no state yet. */
    public static final String UNAPPLIED_VARIABLE = "unapplied_dependencies";

    /** What every placeholder begins with. */
    public static final String PLACEHOLDER_PREFIX = "placeholder-";

    private final String dependency;

    private DependencyOutputs(String dependency) {
        this.dependency = dependency;
    }

    /**
     * Lets {@code consumer} read the outputs of {@code dependency} in the same environment.
     *
     * @param dependency a stack that the catalogue lets the consumer run after
     */
    public static DependencyOutputs of(TerraformStack consumer, StackContext context, String dependency) {
        Map<String, Object> variable = new LinkedHashMap<>();
        variable.put("type", "set(string)");
        variable.put("default", List.of());
        variable.put("description", "Stacks without a state yet; their outputs are placeholders.");
        consumer.addOverride("variable." + UNAPPLIED_VARIABLE, variable);
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("count", "${" + isUnapplied(dependency) + " ? 0 : 1}");
        putBackend(state, context, dependency);
        consumer.addOverride("data.terraform_remote_state." + dependency, state);
        return new DependencyOutputs(dependency);
    }

    /** The value of an output, as a Terraform expression; {@code placeholder-<stack>-<output>} while there is none. */
    public String get(String output) {
        return "${" + isUnapplied(dependency) + " ? \"" + PLACEHOLDER_PREFIX + dependency + "-" + output
                + "\" : data.terraform_remote_state." + dependency + "[0].outputs." + output + "}";
    }

    private static String isUnapplied(String dependency) {
        return "contains(var." + UNAPPLIED_VARIABLE + ", \"" + dependency + "\")";
    }

    private static void putBackend(Map<String, Object> state, StackContext context, String dependency) {
        Backend backend = context.environment().backend();
        Map<String, Object> config = new LinkedHashMap<>();
        if (backend instanceof Backend.Local) {
            state.put("backend", "local");
            config.put("path", context.stateFile(dependency).toString());
        } else if (backend instanceof Backend.S3 s3) {
            state.put("backend", "s3");
            config.put("bucket", s3.bucket());
            config.put("key", context.names().stateKey(s3, dependency));
            config.put("region", s3.region());
            config.put("allowed_account_ids", List.of(context.environment().account()));
        } else if (backend instanceof Backend.Cloud cloud) {
            // The name under which this data source reads a workspace; there is no "cloud" backend for it.
            state.put("backend", "remote");
            config.put("hostname", cloud.hostname());
            config.put("organization", cloud.organization());
            config.put("workspaces", Map.of("name", context.names().workspace(dependency)));
        }
        state.put("config", config);
    }
}
