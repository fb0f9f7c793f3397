package gallery.stacks.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** Nobody is allowed anything without being named or narrowed by a condition. */
final class NoAnonymousAccess implements Policy {

    @Override
    public String id() {
        return "no-anonymous-access";
    }

    @Override
    public String reason() {
        return "A grant to everyone makes the resource public.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        return deployment
                .statements()
                .filter(PolicyStatement::allows)
                .filter(statement -> isEveryone(statement.json().path("Principal")))
                .filter(statement -> statement.json().path("Condition").isEmpty())
                .map(statement -> statement.finding("allows everyone"));
    }

    private static boolean isEveryone(JsonNode principal) {
        return principal.asText().equals("*")
                || Stream.of(principal.path("AWS"), principal.path("AWS").path(0))
                        .anyMatch(aws -> aws.asText().equals("*"));
    }
}
