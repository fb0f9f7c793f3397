package gallery.handlers.images;

import static gallery.handlers.images.PipelineEvents.batch;
import static gallery.handlers.images.PipelineEvents.objectCreated;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import gallery.handlers.faces.EmbeddedFaceDetector;
import gallery.handlers.faces.Face;
import gallery.handlers.faces.FaceDetector;
import gallery.handlers.function.Metrics;
import gallery.handlers.process.Choice;
import gallery.handlers.process.DynamoProcesses;
import gallery.handlers.process.ImageId;
import gallery.handlers.process.ImageKind;
import gallery.handlers.process.ImageProcess;
import gallery.handlers.process.Processes;
import gallery.handlers.process.Status;
import gallery.handlers.testing.FakeContext;
import gallery.handlers.testing.Faults.Moment;
import gallery.handlers.testing.Photos;
import gallery.handlers.testing.TestCloud;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The crop function with its embedded detector on a real photograph, against moto's S3 and DynamoDB. */
class FaceCropTest {

    private static final long MAX_BYTES = 5_000_000;
    private static final long MAX_PIXELS = 50_000_000;

    private static TestCloud cloud;

    private final Clock clock = Clock.systemUTC();
    private final FakeContext context = new FakeContext();
    private final FaceDetector embedded = new EmbeddedFaceDetector();

    @BeforeAll
    static void start() throws Exception {
        cloud = TestCloud.start();
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void mend() {
        cloud.faults().clear();
    }

    @Test
    void theFaceIsCutOutWithHalfItsSizeAround() {
        ImageId id = photographed(Photos.portrait());
        Face face = embedded.detect(Photos.decoded(Photos.portrait())).get(0);

        assertThat(crop(id)).isEmpty();

        assertThat(status(id)).isEqualTo(Status.CROPPED);
        BufferedImage cropped = cropped(id);
        assertThat(cropped.getWidth()).isBetween(2 * face.width() - 2, 2 * face.width() + 2);
        // The face is near the upper edge.
        assertThat(cropped.getHeight())
                .isBetween(Math.min(2 * face.height(), face.y() + face.height() * 3 / 2) - 2, 2 * face.height() + 2);
        assertThat(context.log())
                .contains(
                        "\"uuid\":\"" + id + "\"",
                        "\"FacesFound\":1",
                        "\"Status\":\"CROPPED\"",
                        "\"StepDuration\"",
                        "\"Namespace\":\"Gallery\"")
                .doesNotContain("mara");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOrientationGivesTheSameFace(int orientation) {
        BufferedImage upright = Photos.onWhite(700, 560, 120, 30);
        ImageId id = photographed(Photos.turned(upright, orientation));
        ImageId reference = photographed(Photos.turned(upright, 1));

        assertThat(crop(id)).isEmpty();
        assertThat(crop(reference)).isEmpty();

        BufferedImage cropped = cropped(id);
        BufferedImage expected = cropped(reference);
        assertThat(cropped.getWidth()).isBetween(expected.getWidth() - 12, expected.getWidth() + 12);
        assertThat(difference(cropped, expected)).isLessThan(24);
    }

    @Test
    void aCmykJpegIsRead() {
        ImageId id = photographed(Photos.cmyk());

        assertThat(crop(id)).isEmpty();

        assertThat(status(id)).isEqualTo(Status.CROPPED);
        assertThat(cropped(id).getColorModel().getNumComponents()).isEqualTo(3);
        // Not inverted: skin is redder than it is blue.
        Color middle = new Color(
                cropped(id).getRGB(cropped(id).getWidth() / 2, cropped(id).getHeight() / 2));
        assertThat(middle.getRed()).isGreaterThan(middle.getBlue());
    }

    @Test
    void aPngNamedJpegIsRead() {
        BufferedImage transparent = new BufferedImage(512, 512, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = transparent.createGraphics();
        graphics.drawImage(Photos.decoded(Photos.portrait()), 0, 0, null);
        graphics.dispose();
        ImageId id = photographed(Photos.encoded(transparent, "png"));

        assertThat(crop(id)).isEmpty();

        assertThat(status(id)).isEqualTo(Status.CROPPED);
        byte[] face = cloud.download(ImageKind.FACE_CROPPED.key(id));
        assertThat(face).startsWith(0xff, 0xd8, 0xff);
    }

    @Test
    void theLargestOfSeveralFacesIsTaken() {
        FaceDetector two = new FixedDetector(List.of(new Face(10, 10, 40, 40), new Face(200, 100, 60, 80)));
        ImageId id = photographed(Photos.portrait());

        assertThat(handler(two).handleRequest(batch(event(id)), context).getBatchItemFailures())
                .isEmpty();

        assertThat(cropped(id).getWidth()).isEqualTo(120);
        assertThat(cropped(id).getHeight()).isEqualTo(160);
        assertThat(context.log()).contains("\"FacesFound\":2");
    }

    @Test
    void aFaceThatReachesBeyondThePictureIsCutAtItsEdge() {
        assertThat(CropArea.of(List.of(new Face(-20, 470, 100, 100)), 1, 512, 512))
                .contains(new Face(0, 420, 130, 92));
        assertThat(CropArea.of(List.of(new Face(100, 50, 50, 60)), 2, 1024, 1024))
                .contains(new Face(150, 40, 200, 240));
        assertThat(CropArea.of(List.of(new Face(900, 900, 10, 10)), 1, 512, 512))
                .isEmpty();
        assertThat(CropArea.of(List.of(), 1, 512, 512)).isEmpty();
    }

    @Test
    void noFaceIsAStatusAndNoError() {
        ImageId id = photographed(Photos.encoded(new BufferedImage(400, 300, BufferedImage.TYPE_3BYTE_BGR), "jpeg"));

        assertThat(crop(id)).isEmpty();

        assertThat(status(id)).isEqualTo(Status.NO_FACE);
        assertThat(cloud.keys(ImageKind.FACE_CROPPED.key(id))).isEmpty();
    }

    static Stream<Arguments> unusable() {
        byte[] portrait = Photos.portrait();
        return Stream.of(
                Arguments.of("0 bytes", new byte[0], "PHOTO_BROKEN"),
                Arguments.of("truncated JPEG", Arrays.copyOf(portrait, portrait.length / 2), "PHOTO_BROKEN"),
                Arguments.of("JPEG header alone", Arrays.copyOf(portrait, 20), "PHOTO_BROKEN"),
                Arguments.of(
                        "truncated PNG",
                        Arrays.copyOf(Photos.encoded(Photos.decoded(portrait), "png"), 50_000),
                        "PHOTO_BROKEN"),
                Arguments.of("GIF", Photos.encoded(Photos.decoded(portrait), "gif"), "UNSUPPORTED_FORMAT"),
                Arguments.of("text", "hello".getBytes(StandardCharsets.UTF_8), "UNSUPPORTED_FORMAT"),
                Arguments.of("PNG of 30,000 × 30,000", Photos.hugePng(), "TOO_MANY_PIXELS"),
                Arguments.of("JPEG of 30,000 × 30,000", Photos.hugeJpeg(), "TOO_MANY_PIXELS"),
                Arguments.of(
                        "more bytes than allowed", Arrays.copyOf(portrait, (int) MAX_BYTES + 1), "PHOTO_TOO_LARGE"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void unusablePhotographsFailForGood(String what, byte[] file, String reason) {
        ImageId id = photographed(file);

        assertThat(crop(id)).as(what).isEmpty();

        assertThat(status(id)).isEqualTo(Status.FAILED);
        assertThat(cloud.item(TestCloud.PROCESS_TABLE, "#UUID#" + id)).containsEntry("reason", reason);
        assertThat(cloud.keys(ImageKind.FACE_CROPPED.key(id))).isEmpty();
    }

    @Test
    void aDeletedPhotographFailsForGood() {
        ImageId id = created();

        assertThat(crop(id)).isEmpty();

        assertThat(cloud.item(TestCloud.PROCESS_TABLE, "#UUID#" + id)).containsEntry("reason", "PICTURE_GONE");
    }

    @Test
    void aMessageSeenTwiceChangesNothing() {
        ImageId id = photographed(Photos.portrait());
        crop(id);
        var before = cloud.item(TestCloud.PROCESS_TABLE, "#UUID#" + id);
        cloud.faults().clear();

        assertThat(crop(id)).isEmpty();

        assertThat(cloud.item(TestCloud.PROCESS_TABLE, "#UUID#" + id)).isEqualTo(before);
        assertThat(cloud.faults().requests()).containsExactly("GetItem", "GetItem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetItem", "GET images/face-image", "PUT images/face-cropped", "UpdateItem"})
    void aCallThatFailsOnceIsRepeatedUnnoticed(String call) {
        for (Moment moment : Moment.values()) {
            ImageId id = photographed(Photos.portrait());
            cloud.faults().clear();
            cloud.faults().lose(call, moment, 1);

            assertThat(crop(id)).isEmpty();

            assertThat(status(id)).isEqualTo(Status.CROPPED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetItem", "GET images/face-image", "PUT images/face-cropped", "UpdateItem"})
    void aCallThatAlwaysFailsGivesTheMessageBackAndIsResumedLater(String call) {
        for (Moment moment : Moment.values()) {
            ImageId id = photographed(Photos.portrait());
            cloud.faults().lose(call, moment, Integer.MAX_VALUE);

            assertThat(crop(id)).containsExactly("m0");
            assertThat(context.log()).contains("\"level\":\"ERROR\"");

            cloud.faults().clear();
            assertThat(crop(id)).isEmpty();
            assertThat(status(id)).isEqualTo(Status.CROPPED);
            assertThat(cropped(id).getWidth()).isPositive();
        }
    }

    @Test
    void onlyTheFailedMessagesOfABatchComeBack() {
        ImageId good = photographed(Photos.portrait());
        ImageId unknown = ImageId.create(clock.instant(), new SecureRandom());

        SQSBatchResponse response = handler(embedded)
                .handleRequest(
                        batch(
                                "no json, of mara@example.com",
                                event(good),
                                "{\"detail-type\":\"Object Deleted\"}",
                                objectCreated("another-bucket", ImageKind.FACE_IMAGE.key(good)),
                                objectCreated(TestCloud.BUCKET, "images/face-image/readme.txt"),
                                event(unknown)),
                        context);

        assertThat(response.getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly("m0", "m2", "m3");
        assertThat(status(good)).isEqualTo(Status.CROPPED);
        assertThat(context.log()).contains("PoisonMessageException").doesNotContain("mara");
    }

    @Test
    void aPhotographOfTwelveMegapixelsIsCutInTime() {
        ImageId id = photographed(Photos.encoded(enlarged(4000, 3000), "jpeg"));
        Instant began = clock.instant();

        assertThat(crop(id)).isEmpty();

        System.out.printf(
                "12 MP cut in %d ms%n", Duration.between(began, clock.instant()).toMillis());
        assertThat(status(id)).isEqualTo(Status.CROPPED);
        assertThat(cropped(id).getWidth()).isBetween(800, 940);
    }

    private static BufferedImage enlarged(int width, int height) {
        BufferedImage large = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = large.createGraphics();
        graphics.drawImage(Photos.decoded(Photos.portrait()), 0, 0, height, height, null);
        graphics.dispose();
        return large;
    }

    /** Finds always the same. */
    private record FixedDetector(List<Face> faces) implements FaceDetector {
        @Override
        public List<Face> detect(BufferedImage upright) {
            return faces;
        }

        @Override
        public int usefulSide() {
            return 512;
        }
    }

    /** The mean difference of a colour's 256 steps, the second picture drawn at the first one's size. */
    private static double difference(BufferedImage one, BufferedImage other) {
        BufferedImage same = new BufferedImage(one.getWidth(), one.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = same.createGraphics();
        graphics.drawImage(other, 0, 0, one.getWidth(), one.getHeight(), null);
        graphics.dispose();
        long sum = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                sum += Math.abs((one.getRGB(x, y) >> 8 & 0xff) - (same.getRGB(x, y) >> 8 & 0xff));
            }
        }
        return (double) sum / one.getWidth() / one.getHeight();
    }

    private ImageId photographed(byte[] file) {
        ImageId id = created();
        cloud.upload(ImageKind.FACE_IMAGE.key(id), file);
        return id;
    }

    private ImageId created() {
        ImageId id = ImageId.create(clock.instant(), new SecureRandom());
        processes()
                .create(
                        ImageProcess.requested(
                                id,
                                "mara",
                                new Choice("renaissance", "female", "light"),
                                "images/base-image/a.jpeg",
                                "a story",
                                clock.instant(),
                                Optional.empty()),
                        "request");
        return id;
    }

    private List<String> crop(ImageId id) {
        return handler(embedded).handleRequest(batch(event(id)), context).getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private FaceCropHandler handler(FaceDetector detector) {
        Metrics metrics = new Metrics("local", clock);
        return new FaceCropHandler(
                new Batch(TestCloud.BUCKET, clock),
                new FaceCropService(
                        new S3Pictures(cloud.s3(), TestCloud.BUCKET),
                        processes(),
                        detector,
                        new Steps(processes(), metrics, clock),
                        metrics,
                        MAX_BYTES,
                        MAX_PIXELS));
    }

    private Processes processes() {
        return new DynamoProcesses(cloud.dynamo(), TestCloud.PROCESS_TABLE, clock);
    }

    private static String event(ImageId id) {
        return objectCreated(TestCloud.BUCKET, ImageKind.FACE_IMAGE.key(id));
    }

    private Status status(ImageId id) {
        return processes().find(id).orElseThrow().status();
    }

    private static BufferedImage cropped(ImageId id) {
        return Photos.decoded(cloud.download(ImageKind.FACE_CROPPED.key(id)));
    }
}
