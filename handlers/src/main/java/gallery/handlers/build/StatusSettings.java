package gallery.handlers.build;

import gallery.handlers.function.Variables;
import java.util.Map;

/**
 * What the status function is deployed with.
 *
 * @param project {@code PROJECT_NAME}, the CodeBuild project
 * @param repository {@code REPOSITORY_NAME}, the ECR repository of the project's images
 */
record StatusSettings(String project, String repository) {

    static StatusSettings from(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        StatusSettings settings =
                new StatusSettings(variables.required("PROJECT_NAME"), variables.required("REPOSITORY_NAME"));
        variables.check();
        return settings;
    }
}
