package gallery.handlers.faces;

import static org.assertj.core.api.Assertions.assertThat;

import gallery.handlers.function.AwsClientSettings;
import gallery.handlers.json.JsonObject;
import gallery.handlers.testing.Photos;
import gallery.handlers.testing.ScriptedJson;
import java.awt.image.BufferedImage;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rekognition.RekognitionClient;

class FaceDetectorTest {

    private final EmbeddedFaceDetector embedded = new EmbeddedFaceDetector();

    @Test
    void findsTheOneFaceWhereOpenCvDoes() {
        // OpenCV 4.6 with this cascade, scale 1.1 and 3 neighbours: 188, 84, 74 × 74.
        assertThat(embedded.detect(Photos.decoded(Photos.portrait())))
                .singleElement()
                .satisfies(face -> {
                    assertThat(face.x()).isBetween(185, 191);
                    assertThat(face.y()).isBetween(81, 87);
                    assertThat(face.width()).isBetween(71, 77);
                    assertThat(face.height()).isEqualTo(face.width());
                });
    }

    @Test
    void findsItElsewhereInALargerPicture() {
        Face alone = embedded.detect(Photos.decoded(Photos.portrait())).get(0);

        assertThat(embedded.detect(Photos.onWhite(640, 600, 100, 60)))
                .singleElement()
                .satisfies(face -> {
                    assertThat(face.x()).isBetween(alone.x() + 95, alone.x() + 105);
                    assertThat(face.y()).isBetween(alone.y() + 55, alone.y() + 65);
                });
    }

    @Test
    void findsNoneWhereThereIsNone() {
        assertThat(embedded.detect(new BufferedImage(320, 240, BufferedImage.TYPE_3BYTE_BGR)))
                .isEmpty();
        assertThat(embedded.detect(new BufferedImage(10, 10, BufferedImage.TYPE_3BYTE_BGR)))
                .isEmpty();
    }

    @Test
    void rekognitionGetsAJpegAndItsBoxesBecomePixels() throws Exception {
        try (ScriptedJson aws = new ScriptedJson()) {
            aws.answering(
                    "{\"FaceDetails\":[{\"BoundingBox\":{\"Left\":0.25,\"Top\":0.5,\"Width\":0.1,\"Height\":0.2}},"
                            + "{\"BoundingBox\":{\"Left\":-0.1,\"Top\":0.9,\"Width\":0.3,\"Height\":0.3}}]}");
            FaceDetector detector = new RekognitionFaceDetector(AwsClientSettings.configure(RekognitionClient.builder())
                    .endpointOverride(aws.endpoint())
                    .region(Region.EU_CENTRAL_1)
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                    .build());

            assertThat(detector.detect(new BufferedImage(200, 100, BufferedImage.TYPE_3BYTE_BGR)))
                    .containsExactly(new Face(50, 50, 20, 20), new Face(-20, 90, 60, 30));

            JsonObject request = JsonObject.parse(aws.bodies().get(0));
            assertThat(request.value("Attributes")).hasToString("Optional[[DEFAULT]]");
            byte[] jpeg = Base64.getDecoder()
                    .decode(request.inner("Image").text("Bytes").orElseThrow());
            assertThat(Photos.decoded(jpeg).getWidth()).isEqualTo(200);
        }
    }
}
