package gallery.handlers.images;

import gallery.handlers.function.Variables;
import gallery.handlers.process.Retention;
import java.util.Map;
import java.util.Optional;

/**
 * What the completion function is deployed with.
 *
 * @param bucket {@code IMAGE_BUCKET}
 * @param processTable {@code PROCESS_TABLE}
 * @param displayTable {@code DISPLAY_TABLE}
 * @param historyTable {@code DISPLAY_HISTORY_TABLE}
 * @param gfpgan where GFPGAN is, when {@code RESTORE} says that it restores what FaceChain makes
 * @param retention {@code PERSONAL_RETENTION_DAYS}, 0 to keep personal data for good
 * @param environment {@code ENVIRONMENT}, a dimension of the metrics
 */
record FaceSwapCompletionSettings(
        String bucket,
        String processTable,
        String displayTable,
        String historyTable,
        Optional<ModelSettings> gfpgan,
        Retention retention,
        String environment) {

    static FaceSwapCompletionSettings from(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        FaceSwapCompletionSettings settings = new FaceSwapCompletionSettings(
                variables.required("IMAGE_BUCKET"),
                variables.required("PROCESS_TABLE"),
                variables.required("DISPLAY_TABLE"),
                variables.required("DISPLAY_HISTORY_TABLE"),
                variables.flag("RESTORE") ? Optional.of(ModelSettings.from(variables, "gfpgan")) : Optional.empty(),
                Retention.from(variables),
                variables.required("ENVIRONMENT"));
        variables.check();
        return settings;
    }
}
