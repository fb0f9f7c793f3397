package gallery.cli.layout;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two runs from using the folders of one environment at once. The operating system holds the lock, so it is free
 * again however the holder ended.
 */
public final class RunLock implements AutoCloseable {

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock at once or not at all.
     *
     * @throws CliException naming the process that holds it
     */
    public static RunLock take(WorkFolders folders) {
        Path file = folders.root().resolve("run.lock");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                hold(channel, folders);
                return new RunLock(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.UNAVAILABLE, "cannot lock " + file + " (" + FileFailure.reason(e) + ")", e);
        }
    }

    private static void hold(FileChannel channel, WorkFolders folders) throws IOException {
        if (tryLock(channel) == null) {
            throw new CliException(
                    ExitCode.REFUSED,
                    "another gallery-cli run" + holder(channel) + " is using environment '"
                            + folders.root().getFileName() + "': wait for it to end");
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
    }

    /** Does {@code work} while the lock is held. */
    public static <T> T holding(WorkFolders folders, Supplier<T> work) {
        RunLock lock = take(folders);
        try {
            return work.get();
        } finally {
            lock.close();
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(20);
        channel.read(buffer, 0);
        String pid = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
        return pid.isBlank() ? "" : " (process " + pid + ")";
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
