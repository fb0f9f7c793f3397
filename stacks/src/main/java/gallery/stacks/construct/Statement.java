package gallery.stacks.construct;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One statement of an IAM policy. Immutable: each method returns a statement with one thing more.
 *
 * <p>{@code Statement.allow("ReadImages").actions("s3:GetObject").on(arn).when("StringEquals", "aws:PrincipalAccount", account)}
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">JSON policy elements</a>
 */
public final class Statement {

    private static final Pattern SID = Pattern.compile("[A-Za-z0-9]+");
    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]+:[A-Za-z0-9*]+");

    private final String sid;
    private final String effect;
    private final List<String> actions;
    private final List<String> resources;
    private final boolean anyPrincipal;
    private final Map<String, List<String>> principals;
    private final Map<String, Map<String, List<String>>> conditions;

    private Statement(
            String sid,
            String effect,
            List<String> actions,
            List<String> resources,
            boolean anyPrincipal,
            Map<String, List<String>> principals,
            Map<String, Map<String, List<String>>> conditions) {
        this.sid = sid;
        this.effect = effect;
        this.actions = actions;
        this.resources = resources;
        this.anyPrincipal = anyPrincipal;
        this.principals = principals;
        this.conditions = conditions;
    }

    /**
     * Begins a statement that grants.
     *
     * @param sid says what the statement is for; letters and digits, unique in its policy
     */
    public static Statement allow(String sid) {
        return statement(sid, "Allow");
    }

    /**
     * Begins a statement that refuses, whatever others grant.
     *
     * @param sid says what the statement is for; letters and digits, unique in its policy
     */
    public static Statement deny(String sid) {
        return statement(sid, "Deny");
    }

    private static Statement statement(String sid, String effect) {
        if (!SID.matcher(sid).matches()) {
            throw new IllegalArgumentException("the statement id '" + sid + "' may hold letters and digits only");
        }
        return new Statement(sid, effect, List.of(), List.of(), false, Map.of(), Map.of());
    }

    /** Adds actions such as {@code s3:GetObject}. */
    public Statement actions(String... more) {
        for (String action : more) {
            if (!ACTION.matcher(action).matches()) {
                throw new IllegalArgumentException("'" + action + "' is not an action such as s3:GetObject");
            }
        }
        return new Statement(sid, effect, joined(actions, more), resources, anyPrincipal, principals, conditions);
    }

    /** Adds resources, as ARNs or ARN patterns. */
    public Statement on(String... more) {
        return new Statement(sid, effect, actions, joined(resources, more), anyPrincipal, principals, conditions);
    }

    /** Adds AWS services such as {@code lambda.amazonaws.com} as principals. */
    public Statement services(String... more) {
        return principals("Service", more);
    }

    /** Adds accounts, roles or users, as ARNs, as principals. */
    public Statement awsPrincipals(String... more) {
        return principals("AWS", more);
    }

    /** Speaks of every principal, signed in or not; narrow it by conditions unless it denies. */
    public Statement everyone() {
        return new Statement(sid, effect, actions, resources, true, principals, conditions);
    }

    /** Adds a condition: {@code operator} as in {@code StringEquals}, {@code key} as in {@code aws:SourceAccount}. */
    public Statement when(String operator, String key, String... values) {
        Map<String, Map<String, List<String>>> more = new LinkedHashMap<>(conditions);
        Map<String, List<String>> keys = new LinkedHashMap<>(more.getOrDefault(operator, Map.of()));
        if (keys.put(key, List.of(values)) != null) {
            throw new IllegalArgumentException("statement '" + sid + "' has the condition " + key + " twice");
        }
        more.put(operator, keys);
        return new Statement(sid, effect, actions, resources, anyPrincipal, principals, more);
    }

    private Statement principals(String kind, String... more) {
        Map<String, List<String>> all = new LinkedHashMap<>(principals);
        all.put(kind, joined(principals.getOrDefault(kind, List.of()), more));
        return new Statement(sid, effect, actions, resources, anyPrincipal, all, conditions);
    }

    private static List<String> joined(List<String> before, String... more) {
        List<String> all = new ArrayList<>(before);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    String sid() {
        return sid;
    }

    /** The statement with its elements in the order in which AWS documents them. */
    Map<String, Object> toJson() {
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("statement '" + sid + "' names no action");
        }
        if (anyPrincipal && !principals.isEmpty()) {
            throw new IllegalArgumentException("statement '" + sid + "' names everyone and single principals");
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("Sid", sid);
        json.put("Effect", effect);
        if (anyPrincipal) {
            json.put("Principal", "*");
        } else if (!principals.isEmpty()) {
            json.put("Principal", principals);
        }
        json.put("Action", actions);
        if (!resources.isEmpty()) {
            json.put("Resource", resources);
        }
        if (!conditions.isEmpty()) {
            json.put("Condition", conditions);
        }
        return json;
    }
}
