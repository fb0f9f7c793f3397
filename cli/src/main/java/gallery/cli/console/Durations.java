package gallery.cli.console;

import java.time.Duration;
import java.util.Locale;

/** How long something took, for people. */
public final class Durations {

    private Durations() {}

    /** {@code 3.2 s} below a minute, {@code 2 min 05 s} above. */
    public static String text(Duration duration) {
        long tenths = Math.round(duration.toMillis() / 100.0);
        if (tenths < 600) {
            return String.format(Locale.ROOT, "%.1f s", tenths / 10.0);
        }
        long seconds = Math.round(duration.toMillis() / 1000.0);
        return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
}
