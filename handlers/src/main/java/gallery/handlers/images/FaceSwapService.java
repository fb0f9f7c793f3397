package gallery.handlers.images;

import gallery.handlers.function.FunctionLog;
import gallery.handlers.process.ImageId;
import gallery.handlers.process.ImageKind;
import gallery.handlers.process.ImageProcess;
import gallery.handlers.process.Processes;
import java.util.Optional;

/** Has FaceChain put a visitor's face into the portrait. */
final class FaceSwapService {

    private final Processes processes;
    private final ModelStep faceChain;
    private final ImageKind output;

    /** Over FaceChain's work; when {@code restore} is set, its picture is not the result yet. */
    FaceSwapService(Processes processes, ModelStep faceChain, boolean restore) {
        this.processes = processes;
        this.faceChain = faceChain;
        this.output = restore ? ImageKind.FACE_SWAPPED : ImageKind.RESULT;
    }

    void swap(ImageId id, FunctionLog log) {
        Optional<ImageProcess> found = processes.find(id);
        if (found.isEmpty()) {
            log.warn("the image is unknown or expired");
            return;
        }
        ImageProcess process = found.get();
        switch (process.status()) {
            // The face may arrive before its status is written: that it is there is what counts.
            case UPLOAD_REQUESTED, CROPPED, SWAPPING ->
                faceChain.run(
                        process,
                        new InferenceRequest(
                                id,
                                ImageKind.FACE_CROPPED.key(id),
                                Optional.of(process.baseImageKey()),
                                output.key(id)),
                        log);
            default ->
                log.info(
                        "the face is swapped already",
                        "status",
                        process.status().name());
        }
    }
}
