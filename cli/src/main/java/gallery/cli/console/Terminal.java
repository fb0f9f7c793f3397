package gallery.cli.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Where the CLI reads and writes: results to {@code out}, everything else to {@code err}.
 *
 * <p>All writing is synchronized, so the lines of two stacks never mix.
 */
public final class Terminal {

    private final PrintStream out;
    private final PrintStream err;
    private final BufferedReader in;
    private final boolean interactive;
    private volatile boolean asking;

    /** @param interactive whether a person can answer questions: input and error output are both a terminal */
    public Terminal(PrintStream out, PrintStream err, BufferedReader in, boolean interactive) {
        this.out = out;
        this.err = err;
        this.in = in;
        this.interactive = interactive;
    }

    /** Writes a part of the command's result. */
    public synchronized void result(String line) {
        out.println(line);
        out.flush();
    }

    /** Tells the user something that is no result. */
    public synchronized void tell(String line) {
        err.println(line);
        err.flush();
    }

    public boolean isInteractive() {
        return interactive;
    }

    /** Whether the user is being asked right now, so that nothing is lost by ending at once. */
    public boolean isAsking() {
        return asking;
    }

    /** Asks and waits for a line; empty at the end of input. */
    public Optional<String> ask(String question) {
        synchronized (this) {
            err.print(question);
            err.flush();
        }
        asking = true;
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            asking = false;
        }
    }
}
