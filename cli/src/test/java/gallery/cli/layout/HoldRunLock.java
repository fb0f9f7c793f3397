package gallery.cli.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A second process for {@link RunLockTest}: holds the lock of a work folder until its input ends. */
final class HoldRunLock {

    private HoldRunLock() {}

    public static void main(String[] arguments) {
        RunLock.holding(new WorkFolders(Path.of(arguments[0])), () -> {
            System.out.println("holding");
            try {
                return System.in.transferTo(System.out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
