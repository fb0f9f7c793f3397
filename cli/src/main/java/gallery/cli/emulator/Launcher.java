package gallery.cli.emulator;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code environments/local/moto_local.py} promises: its exit codes and the line it prints when it serves. */
final class Launcher {

    /** This Python has no moto, or not the one needed. */
    static final int UNAVAILABLE = 69;

    /** The port cannot be bound. */
    static final int PORT_TAKEN = 73;

    private static final Pattern LISTENING =
            Pattern.compile("^listening on http://127\\.0\\.0\\.1:(\\d+)$", Pattern.MULTILINE);

    private Launcher() {}

    /** The port, once the launcher has printed it. */
    static OptionalInt port(String log) {
        Matcher found = LISTENING.matcher(log);
        return found.find() ? OptionalInt.of(Integer.parseInt(found.group(1))) : OptionalInt.empty();
    }
}
