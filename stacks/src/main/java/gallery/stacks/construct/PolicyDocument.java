package gallery.stacks.construct;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An IAM policy as a JSON string that is the same in every run.
 *
 * <p>Plain text instead of the {@code aws_iam_policy_document} data source: what is granted can be read in the synthesized
 * configuration and checked there, and a plan has one thing less to evaluate.
 *
 * @param statements at least one, with different ids
 */
public record PolicyDocument(List<Statement> statements) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public PolicyDocument {
        statements = List.copyOf(statements);
        if (statements.isEmpty()) {
            throw new IllegalArgumentException("a policy needs at least one statement");
        }
        Set<String> sids = new HashSet<>();
        for (Statement statement : statements) {
            if (!sids.add(statement.sid())) {
                throw new IllegalArgumentException("two statements have the id '" + statement.sid() + "'");
            }
        }
    }

    public static PolicyDocument of(Statement... statements) {
        return new PolicyDocument(List.of(statements));
    }

    /** The trust policy of a role that {@code service}, such as {@code lambda.amazonaws.com}, takes on. */
    public static PolicyDocument trust(String service) {
        return of(Statement.allow("AssumeRole").services(service).actions("sts:AssumeRole"));
    }

    /** The document in the form that Terraform's policy arguments take. */
    public String json() {
        Map<String, Object> document = new LinkedHashMap<>();
        // The current version of the policy language, not a date of ours.
        document.put("Version", "2012-10-17");
        document.put("Statement", statements.stream().map(Statement::toJson).toList());
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings could not be written as JSON", e);
        }
    }
}
