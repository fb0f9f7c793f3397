package gallery.handlers.process;

import gallery.handlers.function.Variables;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long personal data is kept. {@code days} of 0: for good. */
public record Retention(int days) {

    /** Reads {@code PERSONAL_RETENTION_DAYS}. */
    public static Retention from(Variables variables) {
        return new Retention(Math.toIntExact(Math.min(variables.number("PERSONAL_RETENTION_DAYS", 0), 36_500)));
    }

    /** When something written at {@code now} counts as deleted. */
    public Optional<Instant> expiry(Instant now) {
        return days == 0 ? Optional.empty() : Optional.of(now.plus(Duration.ofDays(days)));
    }
}
