package gallery.environments;

/** The key prefixes of the image bucket; a contract between the functions, the models and the bucket's lifecycle rules. */
public enum ImagePrefix {
    BASE_IMAGE("baseImage", "images/base-image/"),
    FACE_IMAGE("faceImage", "images/face-image/"),
    FACE_CROPPED("faceCropped", "images/face-cropped/"),
    FACE_SWAPPED("faceSwapped", "images/face-swapped/"),
    RESULTS("results", "images/results/"),
    INFERENCE_INPUT("inferenceInput", "inference/input/"),
    INFERENCE_OUTPUT("inferenceOutput", "inference/output/"),
    INFERENCE_FAILURE("inferenceFailure", "inference/failure/");

    private final String setting;
    private final String keyPrefix;

    ImagePrefix(String setting, String keyPrefix) {
        this.setting = setting;
        this.keyPrefix = keyPrefix;
    }

    /** The name of this prefix in the environment file, under {@code images.retentionDays}. */
    public String setting() {
        return setting;
    }

    /** What an object key begins with, with a slash at its end. */
    public String keyPrefix() {
        return keyPrefix;
    }
}
