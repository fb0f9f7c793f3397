package gallery.handlers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ImageIdTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

    @Test
    void isAUuidOfVersion7ThatHoldsItsTime() {
        ImageId id = ImageId.create(NOW, new SecureRandom());

        UUID uuid = UUID.fromString(id.value());
        assertThat(uuid.version()).isEqualTo(7);
        assertThat(uuid.variant()).isEqualTo(2);
        assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void sortsByTime() {
        SecureRandom random = new SecureRandom();
        List<ImageId> ids = List.of(
                ImageId.create(NOW, random),
                ImageId.create(NOW.plusMillis(1), random),
                ImageId.create(NOW.plusSeconds(60), random));

        assertThat(ids).isSorted();
    }

    @Test
    void idsOfTheSameMillisecondDiffer() {
        SecureRandom random = new SecureRandom();
        Set<ImageId> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(ImageId.create(NOW, random));
        }

        assertThat(ids).hasSize(10_000);
    }

    @Test
    void keysHoldTheIdAlone() {
        ImageId id = ImageId.create(NOW, new SecureRandom());

        for (ImageKind kind : ImageKind.values()) {
            assertThat(kind.imageOf(kind.key(id))).contains(id);
        }
        assertThat(ImageKind.FACE_IMAGE.key(id)).isEqualTo("images/face-image/" + id + ".jpeg");
        assertThat(ImageKind.FACE_IMAGE.imageOf("images/face-image/.jpeg")).isEmpty();
        assertThat(ImageKind.FACE_IMAGE.imageOf("images/face-image/readme.txt")).isEmpty();
        assertThat(ImageKind.FACE_IMAGE.imageOf("images/results/" + id + ".jpeg"))
                .isEmpty();
        assertThat(ImageKind.FACE_IMAGE.imageOf("images/face-image/a/" + id + ".jpeg"))
                .isEmpty();
    }

    @Test
    void otherTextIsNoId() {
        assertThat(ImageId.parse("0b9d1c1e-6c0a-4b7e-9f43-3a0c0f6a1b11")).isEmpty();
        assertThatThrownBy(() -> new ImageId("../x")).isInstanceOf(IllegalArgumentException.class);
    }
}
