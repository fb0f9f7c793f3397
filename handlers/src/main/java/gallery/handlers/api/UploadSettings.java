package gallery.handlers.api;

import gallery.handlers.function.Variables;
import gallery.handlers.process.Retention;
import java.util.Map;

/**
 * What the upload function is deployed with.
 *
 * @param bucket {@code IMAGE_BUCKET}
 * @param processTable {@code PROCESS_TABLE}
 * @param displayTable {@code DISPLAY_TABLE}
 * @param baseResourceTable {@code BASE_RESOURCE_TABLE}
 * @param retention {@code PERSONAL_RETENTION_DAYS}, 0 to keep personal data for good
 */
record UploadSettings(
        ApiSettings api,
        String bucket,
        String processTable,
        String displayTable,
        String baseResourceTable,
        Retention retention) {

    static UploadSettings from(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        UploadSettings settings = new UploadSettings(
                ApiSettings.from(variables),
                variables.required("IMAGE_BUCKET"),
                variables.required("PROCESS_TABLE"),
                variables.required("DISPLAY_TABLE"),
                variables.required("BASE_RESOURCE_TABLE"),
                Retention.from(variables));
        variables.check();
        return settings;
    }
}
