package gallery.cli.process;

import java.util.function.Consumer;

/** Runs child processes. */
public interface ProcessRunner {

    /**
     * Starts a process and waits for it, however long it takes.
     *
     * @param lines receives each line of standard output as soon as it is complete
     * @return its exit status; 128 + the signal's number when a signal ended it
     * @throws ProcessStartException when it cannot be started
     * @throws java.io.UncheckedIOException when its output cannot be read; it has ended then
     */
    int run(ProcessRequest request, Consumer<String> lines);
}
