package gallery.handlers.faces;

import gallery.handlers.function.AwsClientSettings;
import java.awt.image.BufferedImage;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.Attribute;
import software.amazon.awssdk.services.rekognition.model.BoundingBox;
import software.amazon.awssdk.services.rekognition.model.FaceDetail;

/**
 * Finds faces with Amazon Rekognition. Needs {@code rekognition:DetectFaces}.
 *
 * @see <a href="https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectFaces.html">DetectFaces</a>
 */
public final class RekognitionFaceDetector implements FaceDetector {

    /**
     * At this side faces from 40 pixels are found, and a JPEG stays far below the 5 MB that a request may hold.
     *
     * @see <a href="https://docs.aws.amazon.com/rekognition/latest/dg/limits.html">guidelines and quotas</a>
     */
    private static final int SIDE = 1920;

    private static final float QUALITY = 0.85f;

    private final RekognitionClient rekognition;

    public RekognitionFaceDetector(RekognitionClient rekognition) {
        this.rekognition = rekognition;
    }

    /** In AWS, with the function's own role. */
    public static RekognitionFaceDetector create() {
        return new RekognitionFaceDetector(
                AwsClientSettings.configure(RekognitionClient.builder()).build());
    }

    @Override
    public int usefulSide() {
        return SIDE;
    }

    @Override
    public List<Face> detect(BufferedImage upright) {
        SdkBytes jpeg = SdkBytes.fromByteArrayUnsafe(Jpeg.write(upright, QUALITY));
        return rekognition
                .detectFaces(
                        request -> request.image(image -> image.bytes(jpeg)).attributes(Attribute.DEFAULT))
                .faceDetails()
                .stream()
                .map(FaceDetail::boundingBox)
                .map(box -> face(box, upright.getWidth(), upright.getHeight()))
                .toList();
    }

    /** The box is in parts of the picture's sides. */
    private static Face face(BoundingBox box, int width, int height) {
        return new Face(
                Math.round(box.left() * width),
                Math.round(box.top() * height),
                Math.round(box.width() * width),
                Math.round(box.height() * height));
    }
}
