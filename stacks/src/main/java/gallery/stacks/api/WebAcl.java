package gallery.stacks.api;

import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformResourceConfig;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl_association.Wafv2WebAclAssociation;
import gallery.stacks.core.GalleryStack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * The web ACL before the API: pages of other origins are turned away, then addresses that ask too often, then what AWS's common
 * rules know as attacks.
 *
 * <p>Written without the typed bindings: those of web ACLs alone are thousands of classes.
 *
 * @see <a href="https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html">AWSManagedRulesCommonRuleSet</a>
 */
final class WebAcl extends Construct {

    // Waiting clients ask every few seconds, and a school or an office has one address.
    private static final int MOST_REQUESTS = 2000;
    private static final int WITHIN_SECONDS = 300;

    /**
     * @param name that of the API
     * @param stageArn what it stands before
     */
    WebAcl(GalleryStack stack, String id, String name, String stageArn, Cors cors) {
        super(stack, id);
        TerraformResource acl = new TerraformResource(
                this,
                "acl",
                TerraformResourceConfig.builder()
                        .terraformResourceType("aws_wafv2_web_acl")
                        .build());
        acl.overrideLogicalId(id);
        acl.addOverride("name", name);
        acl.addOverride("description", "Stands before the REST API " + name);
        acl.addOverride("scope", "REGIONAL");
        acl.addOverride("default_action", Map.of("allow", Map.of()));
        acl.addOverride("rule", rules(cors));
        acl.addOverride("visibility_config", visibility(name));
        acl.addOverride("tags", stack.tags());
        Wafv2WebAclAssociation.Builder.create(this, "association")
                .resourceArn(stageArn)
                .webAclArn(acl.getStringAttribute("arn"))
                .build()
                .overrideLogicalId(id);
    }

    private static List<Map<String, Object>> rules(Cors cors) {
        List<Map<String, Object>> rules = new ArrayList<>();
        if (!cors.origins().contains("*")) {
            // An answer of its own, so that it lacks the headers of API Gateway's answers.
            rules.add(rule(
                    rules.size(),
                    "foreign-origins",
                    foreign(cors.origins()),
                    "action",
                    Map.of("block", Map.of("custom_response", Map.of("response_code", 403)))));
        }
        rules.add(rule(
                rules.size(),
                "too-many-requests",
                Map.of(
                        "rate_based_statement",
                        sorted(Map.of(
                                "limit", MOST_REQUESTS,
                                "evaluation_window_sec", WITHIN_SECONDS,
                                "aggregate_key_type", "IP"))),
                "action",
                Map.of("block", Map.of())));
        rules.add(rule(
                rules.size(),
                "common-attacks",
                Map.of(
                        "managed_rule_group_statement",
                        sorted(Map.of("vendor_name", "AWS", "name", "AWSManagedRulesCommonRuleSet"))),
                "override_action",
                Map.of("none", Map.of())));
        return rules;
    }

    /** A request that names an origin, which browsers do for calls across origins, and none of ours. */
    private static Map<String, Object> foreign(List<String> origins) {
        Map<String, Object> named =
                Map.of("size_constraint_statement", origin(Map.of("comparison_operator", "GT", "size", 0)));
        List<Map<String, Object>> ours = origins.stream()
                .map(origin -> Map.<String, Object>of(
                        "byte_match_statement",
                        origin(Map.of("positional_constraint", "EXACTLY", "search_string", origin))))
                .toList();
        Map<String, Object> anyOfOurs =
                ours.size() == 1 ? ours.get(0) : Map.of("or_statement", Map.of("statement", ours));
        return Map.of(
                "and_statement",
                Map.of("statement", List.of(named, Map.of("not_statement", Map.of("statement", List.of(anyOfOurs))))));
    }

    private static Map<String, Object> origin(Map<String, Object> comparison) {
        Map<String, Object> statement = new TreeMap<>(comparison);
        statement.put("field_to_match", Map.of("single_header", Map.of("name", "origin")));
        statement.put("text_transformation", sorted(Map.of("priority", 0, "type", "NONE")));
        return statement;
    }

    private static Map<String, Object> rule(
            int priority, String name, Map<String, Object> statement, String action, Map<String, Object> how) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("name", name);
        rule.put("priority", priority);
        rule.put("statement", statement);
        rule.put(action, how);
        rule.put("visibility_config", visibility(name));
        return rule;
    }

    // Samples would show the headers of requests, tokens among them.
    private static Map<String, Object> visibility(String metric) {
        return sorted(
                Map.of("cloudwatch_metrics_enabled", true, "metric_name", metric, "sampled_requests_enabled", false));
    }

    // Map.of has another order in each run.
    private static Map<String, Object> sorted(Map<String, Object> map) {
        return new TreeMap<>(map);
    }
}
