package gallery.cli.emulator;

import java.io.IOException;

/** Starts operating system processes; a boundary, so that tests can watch or break it. */
@FunctionalInterface
public interface ProcessStarter {

    Process start(ProcessBuilder builder) throws IOException;
}
