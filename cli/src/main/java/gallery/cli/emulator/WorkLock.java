package gallery.cli.emulator;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets one start or stop at a time work in a directory, over all processes; the system frees it when one dies. */
final class WorkLock {

    private WorkLock() {}

    /** Waits until the lock is free, but no longer than {@code patience}, and holds it during {@code work}. */
    static <T> T holding(Path file, Duration patience, Supplier<T> work) {
        long end = System.nanoTime() + patience.toNanos();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (tryLock(channel) == null) {
                if (System.nanoTime() - end > 0) {
                    throw new EmulatorException(
                            EmulatorException.Reason.FAILED,
                            "another gallery-cli has been starting or stopping the emulator for " + patience.toSeconds()
                                    + " s; try again when it has ended");
                }
                Emulator.pause();
            }
            return work.get();
        } catch (IOException problem) {
            throw EmulatorException.unusable(file, problem);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByAnotherThread) {
            return null;
        }
    }
}
