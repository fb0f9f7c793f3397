package gallery.handlers.process;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The id of an image: a UUID of version 7, so that ids sort by time. It is all that object keys say about an image.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7">RFC 9562, UUID version 7</a>
 */
public record ImageId(String value) implements Comparable<ImageId> {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    /** Well-formed, but nobody's: its time is 1970. */
    public static final ImageId NONE = new ImageId("00000000-0000-7000-8000-000000000000");

    public ImageId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an image id");
        }
    }

    /** A new id: 48 bits of milliseconds and 74 bits from {@code random}, which must be unpredictable. */
    public static ImageId create(Instant now, RandomGenerator random) {
        long high = (now.toEpochMilli() << 16) | 0x7000 | (random.nextLong() & 0xfff);
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new ImageId(new UUID(high, low).toString());
    }

    /** The id that {@code text} is; empty when it is none. */
    public static Optional<ImageId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ImageId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(ImageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
