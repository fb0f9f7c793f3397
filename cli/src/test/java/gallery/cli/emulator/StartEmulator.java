package gallery.cli.emulator;

import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalInt;

/** A second process for {@link EmulatorTest}: starts the emulator of a work directory and says what it did. */
final class StartEmulator {

    private StartEmulator() {}

    public static void main(String[] arguments) {
        Emulator emulator = new Emulator(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                System.getenv(),
                ProcessBuilder::start,
                Clock.systemUTC());
        Emulator.Started started = emulator.start(OptionalInt.empty());
        System.out.println(started.alreadyRunning() + " " + started.emulator().url());
    }
}
