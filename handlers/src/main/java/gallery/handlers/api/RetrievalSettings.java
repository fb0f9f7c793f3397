package gallery.handlers.api;

import gallery.handlers.function.Variables;
import java.util.Map;

/**
 * What the retrieval function is deployed with.
 *
 * @param bucket {@code IMAGE_BUCKET}
 * @param processTable {@code PROCESS_TABLE}
 * @param displayTable {@code DISPLAY_TABLE}
 */
record RetrievalSettings(ApiSettings api, String bucket, String processTable, String displayTable) {

    static RetrievalSettings from(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        RetrievalSettings settings = new RetrievalSettings(
                ApiSettings.from(variables),
                variables.required("IMAGE_BUCKET"),
                variables.required("PROCESS_TABLE"),
                variables.required("DISPLAY_TABLE"));
        variables.check();
        return settings;
    }
}
