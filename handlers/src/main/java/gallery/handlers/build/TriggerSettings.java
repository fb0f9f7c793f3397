package gallery.handlers.build;

import gallery.handlers.function.Variables;
import java.util.Map;

/**
 * What the trigger function is deployed with.
 *
 * @param project {@code PROJECT_NAME}, the CodeBuild project
 * @param repository {@code REPOSITORY_NAME}, the ECR repository of the project's images
 * @param sourceBucket {@code SOURCE_BUCKET}, holds {@code <image tag>.zip}
 */
record TriggerSettings(String project, String repository, String sourceBucket) {

    static TriggerSettings from(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        TriggerSettings settings = new TriggerSettings(
                variables.required("PROJECT_NAME"),
                variables.required("REPOSITORY_NAME"),
                variables.required("SOURCE_BUCKET"));
        variables.check();
        return settings;
    }
}
