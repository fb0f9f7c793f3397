package gallery.handlers.images;

import gallery.handlers.faces.Face;
import gallery.handlers.faces.FaceDetector;
import gallery.handlers.faces.Jpeg;
import gallery.handlers.function.FunctionLog;
import gallery.handlers.function.Metrics;
import gallery.handlers.process.Failure;
import gallery.handlers.process.ImageId;
import gallery.handlers.process.ImageKind;
import gallery.handlers.process.ImageProcess;
import gallery.handlers.process.Processes;
import gallery.handlers.process.Status;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the face out of an uploaded photograph.
 *
 * <p>The face is written before the status: after a crash in between, the step is simply done again.
 */
final class FaceCropService {

    /** The models work on faces of 1024 pixels at most. */
    private static final int USEFUL_SIDE = 1024;

    private static final float QUALITY = 0.95f;

    private final Pictures pictures;
    private final Processes processes;
    private final FaceDetector detector;
    private final Steps steps;
    private final Metrics metrics;
    private final long maxBytes;
    private final long maxPixels;

    FaceCropService(
            Pictures pictures,
            Processes processes,
            FaceDetector detector,
            Steps steps,
            Metrics metrics,
            long maxBytes,
            long maxPixels) {
        this.pictures = pictures;
        this.processes = processes;
        this.detector = detector;
        this.steps = steps;
        this.metrics = metrics;
        this.maxBytes = maxBytes;
        this.maxPixels = maxPixels;
    }

    void crop(ImageId id, FunctionLog log) {
        Optional<ImageProcess> found = processes.find(id);
        if (found.isEmpty()) {
            log.warn("the image is unknown or expired");
            return;
        }
        ImageProcess process = found.get();
        if (process.status() != Status.UPLOAD_REQUESTED) {
            log.info("the face is cut out already", "status", process.status().name());
            return;
        }
        try {
            Optional<byte[]> face = face(id, log);
            if (face.isEmpty()) {
                steps.move(process, Status.NO_FACE, log);
                return;
            }
            pictures.write(ImageKind.FACE_CROPPED.key(id), "image/jpeg", face.get());
            steps.move(process, Status.CROPPED, log);
        } catch (UnusablePhotoException e) {
            steps.fail(process, e.reason(), log);
        }
    }

    private Optional<byte[]> face(ImageId id, FunctionLog log) throws UnusablePhotoException {
        byte[] file = pictures.read(ImageKind.FACE_IMAGE.key(id), maxBytes)
                .orElseThrow(() -> new UnusablePhotoException(Failure.PICTURE_GONE));
        Photograph photograph = Photograph.open(file, maxPixels);
        BufferedImage overview = photograph.overview(detector.usefulSide());
        List<Face> faces = detector.detect(overview);
        metrics.facesFound(log, faces.size());
        double scale = (double) photograph.uprightWidth() / overview.getWidth();
        Optional<Face> area = CropArea.of(faces, scale, photograph.uprightWidth(), photograph.uprightHeight());
        return area.isEmpty()
                ? Optional.empty()
                : Optional.of(Jpeg.write(photograph.part(area.get(), USEFUL_SIDE), QUALITY));
    }
}
