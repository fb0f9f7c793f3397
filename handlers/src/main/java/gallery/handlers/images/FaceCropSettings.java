package gallery.handlers.images;

import gallery.handlers.function.Variables;
import java.util.Map;

/**
 * What the crop function is deployed with.
 *
 * @param bucket {@code IMAGE_BUCKET}
 * @param processTable {@code PROCESS_TABLE}
 * @param maxUploadBytes {@code MAX_UPLOAD_BYTES}, of a photograph
 * @param maxPixels {@code MAX_PIXELS}, the largest width × height that is decoded
 * @param detector {@code FACE_DETECTOR}
 * @param environment {@code ENVIRONMENT}, a dimension of the metrics
 */
record FaceCropSettings(
        String bucket,
        String processTable,
        long maxUploadBytes,
        long maxPixels,
        Detector detector,
        String environment) {

    /** Who finds faces. */
    enum Detector {
        /** Amazon Rekognition. */
        REKOGNITION,
        /** The function itself. */
        EMBEDDED
    }

    static FaceCropSettings from(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        FaceCropSettings settings = new FaceCropSettings(
                variables.required("IMAGE_BUCKET"),
                variables.required("PROCESS_TABLE"),
                variables.number("MAX_UPLOAD_BYTES", 1),
                variables.number("MAX_PIXELS", 1),
                variables.choice("FACE_DETECTOR", Detector.class),
                variables.required("ENVIRONMENT"));
        variables.check();
        return settings;
    }
}
