package gallery.stacks.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** No password, key or token stands in the configuration. */
final class NoSecrets implements Policy {

    // Beginnings that issuers chose so that scanners find them, and how many letters and digits follow at least.
    private static final Map<String, Integer> SECRET_BEGINNINGS = Map.of(
            "AKIA",
            16,
            "ASIA",
            16,
            "ghp_",
            36,
            "gho_",
            36,
            "ghs_",
            36,
            "hf_",
            30,
            ".atlasv1.",
            30,
            "PRIVATE KEY-----",
            0);

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
        return deployment.stacks().stream().flatMap(stack -> {
            List<String> places = new ArrayList<>();
            search(new ArrayDeque<>(), "", stack.root(), places);
            // The value itself is left out: this text ends in logs.
            return places.stream().map(place -> new Finding(stack.name(), "has what looks like a secret at " + place));
        });
    }

    // Plain loops: this looks at every value of every stack in every run.
    private static void search(Deque<String> path, String key, JsonNode node, List<String> places) {
        if (node.isTextual()) {
            if (isSecret(key, node.asText())) {
                places.add("/" + String.join("/", path));
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                path.addLast(String.valueOf(i));
                search(path, key, node.path(i), places);
                path.removeLast();
            }
        } else {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                path.addLast(member.getKey());
                search(path, member.getKey(), member.getValue(), places);
                path.removeLast();
            }
        }
    }

    private static boolean isSecret(String key, String value) {
        for (Map.Entry<String, Integer> form : SECRET_BEGINNINGS.entrySet()) {
            int begin = value.indexOf(form.getKey());
            if (begin >= 0 && lettersAndDigits(value, begin + form.getKey().length()) >= form.getValue()) {
                return true;
            }
        }
        // References and ARNs say where a secret is, not what it is.
        boolean literal = !value.isEmpty() && !value.startsWith("${") && !value.startsWith("arn:");
        return literal
                && !value.equals(EMULATOR)
                && SECRET_KEY.matcher(key.toLowerCase(Locale.ROOT)).matches();
    }

    private static int lettersAndDigits(String value, int begin) {
        int end = begin;
        while (end < value.length() && Character.isLetterOrDigit(value.charAt(end))) {
            end++;
        }
        return end - begin;
    }
}
