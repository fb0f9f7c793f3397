package gallery.stacks;

import static gallery.stacks.ModelStacks.PATTERNS;
import static gallery.stacks.ModelStacks.resources;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The stacks of FaceChain and GFPGAN are the same but for names, tags of images and the pictures they touch. */
class ModelsAlikeTest {

    // In this environment both models have the same endpoint settings.
    private static final String ENVIRONMENT = "local";

    @TestFactory
    Stream<DynamicTest> stacksOfBothModelsAreAlike() {
        return PATTERNS.stream()
                .map(pattern -> DynamicTest.dynamicTest(
                        pattern,
                        () -> assertThat(neutral(pattern, "gfpgan")).isEqualTo(neutral(pattern, "facechain"))));
    }

    @Test
    void everyAlarmSaysWhatItMeansAndTellsTheStacksTopic() {
        for (String model : List.of("facechain", "gfpgan")) {
            for (String pattern : PATTERNS) {
                String stack = pattern.formatted(model);
                resources(ENVIRONMENT, stack)
                        .path("aws_cloudwatch_metric_alarm")
                        .properties()
                        .forEach(alarm -> checkAlarm(stack, alarm.getKey(), alarm.getValue()));
            }
        }
    }

    private static void checkAlarm(String stack, String id, JsonNode alarm) {
        assertThat(alarm.path("alarm_description").asText())
                .as(stack + " " + id)
                .hasSizeGreaterThan(40);
        assertThat(alarm.path("treat_missing_data").asText()).isIn("notBreaching", "missing");
        assertThat(alarm.path("alarm_name").asText()).startsWith("gallery-local-" + stack + "-");
        // It starts a machine for the first visitor, which is no trouble.
        String told = id.equals("wake") ? "${aws_appautoscaling_policy.wake.arn}" : "${aws_sns_topic.alarms.arn}";
        assertThat(alarm.path("alarm_actions")).extracting(JsonNode::asText).containsExactly(told);
    }

    private static String neutral(String pattern, String model) {
        JsonNode resources = resources(ENVIRONMENT, pattern.formatted(model));
        if (pattern.endsWith("-endpoint")) {
            removeWhatPicturesItTouches(resources);
        }
        return resources
                .toPrettyString()
                .replaceAll("[0-9A-F]{32}", "HASH")
                .replaceAll("[0-9a-f]{16}(-[0-9a-f]{8})?", "TAG")
                .replace(model, "MODEL");
    }

    private static void removeWhatPicturesItTouches(JsonNode resources) {
        ObjectNode variables = (ObjectNode) resources
                .path("aws_sagemaker_model")
                .path("model")
                .path("primary_container")
                .path("environment");
        variables.remove(List.of("GALLERY_INPUT_PREFIXES", "GALLERY_OUTPUT_PREFIXES"));
        ObjectNode role = (ObjectNode) resources.path("aws_iam_role_policy").path("endpoint");
        role.put("policy", role.path("policy").asText().replaceAll("\"[^\"]*/images/[^\"]*\\*\",?", ""));
    }
}
