package gallery.stacks.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** No password, key or token stands in the configuration. */
final class NoSecrets implements Policy {

    // Forms that issuers chose so that scanners find them.
    private static final Pattern SECRET_VALUE = Pattern.compile("\\b(AKIA|ASIA)[A-Z0-9]{16}\\b"
            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----"
            + "|\\bgh[pousr]_[A-Za-z0-9]{36}"
            + "|\\bhf_[A-Za-z0-9]{30,}"
            + "|\\bxox[abprs]-[A-Za-z0-9-]{10,}"
            + "|\\.atlasv1\\.");

    private static final Pattern SECRET_KEY =
            Pattern.compile(".*(password|passphrase|secret|api_?key|private_?key|access_?key|auth_?token)$");

    // What the local environment's provider block says, because the emulator asks for some credentials.
    private static final String EMULATOR = "emulator";

    @Override
    public String id() {
        return "no-secrets";
    }

    @Override
    public String reason() {
        return "The configuration and every plan made from it are readable to many.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        return deployment.stacks().stream()
                .flatMap(stack -> secrets("", "", stack.root())
                        .map(pointer -> new Finding(
                                // The value itself is left out: this text ends in logs.
                                stack.name(), "has what looks like a secret at " + pointer)));
    }

    private static Stream<String> secrets(String pointer, String key, JsonNode node) {
        if (node.isTextual()) {
            return isSecret(key, node.asText()) ? Stream.of(pointer) : Stream.empty();
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .flatMap(element -> secrets(pointer + "/*", key, element));
        }
        return node.properties().stream()
                .flatMap(member -> secrets(pointer + "/" + member.getKey(), member.getKey(), member.getValue()));
    }

    private static boolean isSecret(String key, String value) {
        if (SECRET_VALUE.matcher(value).find()) {
            return true;
        }
        // References and ARNs say where a secret is, not what it is.
        boolean literal = !value.isEmpty() && !value.startsWith("${") && !value.startsWith("arn:");
        return literal
                && !value.equals(EMULATOR)
                && SECRET_KEY.matcher(key.toLowerCase(Locale.ROOT)).matches();
    }
}
