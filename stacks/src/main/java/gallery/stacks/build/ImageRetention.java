package gallery.stacks.build;

import gallery.stacks.construct.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lifecycle policies of ECR repositories.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html">policy properties</a>
 */
final class ImageRetention {

    private static final int UNTAGGED_DAYS = 1;
    private static final int BUILD_CACHE_DAYS = 14;

    private ImageRetention() {}

    /** Keeps the newest images, and none that lost its tag, which here means a push that broke off. */
    static String ofImages(int keep) {
        return policy(List.of(
                rule(1, "Expire untagged images", untagged(), "sinceImagePushed", UNTAGGED_DAYS),
                rule(2, "Keep the newest " + keep + " images", any(), "imageCountMoreThan", keep)));
    }

    /** Forgets a build's layers when the next build replaced them, or when nothing was built for a while. */
    static String ofBuildCache() {
        return policy(List.of(
                rule(1, "Expire replaced layers", untagged(), "sinceImagePushed", UNTAGGED_DAYS),
                rule(2, "Expire an old cache", any(), "sinceImagePushed", BUILD_CACHE_DAYS)));
    }

    private static Map<String, Object> rule(
            int priority, String description, Map<String, Object> selection, String countType, int count) {
        Map<String, Object> selected = new HashMap<>(selection);
        selected.put("countType", countType);
        if (countType.equals("sinceImagePushed")) {
            selected.put("countUnit", "days");
        }
        selected.put("countNumber", count);
        Map<String, Object> rule = new HashMap<>();
        rule.put("rulePriority", priority);
        rule.put("description", description);
        rule.put("selection", selected);
        rule.put("action", Map.of("type", "expire"));
        return rule;
    }

    private static Map<String, Object> untagged() {
        return Map.of("tagStatus", "untagged");
    }

    private static Map<String, Object> any() {
        return Map.of("tagStatus", "any");
    }

    private static String policy(List<Map<String, Object>> rules) {
        return Json.object(Map.of("rules", rules));
    }
}
