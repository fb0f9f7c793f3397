package gallery.handlers.images;

import gallery.handlers.function.Variables;
import java.util.Map;

/**
 * What the swap function is deployed with.
 *
 * @param bucket {@code IMAGE_BUCKET}
 * @param processTable {@code PROCESS_TABLE}
 * @param restore {@code RESTORE}, whether GFPGAN restores what FaceChain makes
 * @param environment {@code ENVIRONMENT}, a dimension of the metrics
 */
record FaceSwapSettings(
        String bucket, String processTable, ModelSettings faceChain, boolean restore, String environment) {

    static FaceSwapSettings from(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        FaceSwapSettings settings = new FaceSwapSettings(
                variables.required("IMAGE_BUCKET"),
                variables.required("PROCESS_TABLE"),
                ModelSettings.from(variables, "facechain"),
                variables.flag("RESTORE"),
                variables.required("ENVIRONMENT"));
        variables.check();
        return settings;
    }
}
