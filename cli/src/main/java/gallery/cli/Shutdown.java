package gallery.cli;

import gallery.cli.console.Terminal;
import gallery.cli.exit.ExitCode;
import gallery.cli.process.DetachedProcessRunner;
import gallery.cli.run.Interruption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens on Ctrl-C and on a termination request: Terraform is asked once to stop, its state is waited for, and the
 * report is still printed.
 *
 * <p>A shutdown hook of the JVM does it. While one runs the JVM ignores further signals, so an impatient second Ctrl-C cannot
 * cost a state.
 */
final class Shutdown {

    private static final long ASKING_POLL_MILLIS = 100;

    private final Interruption interruption;
    private final DetachedProcessRunner processes;
    private final Terminal terminal;
    private final CountDownLatch finished = new CountDownLatch(1);

    private Shutdown(Interruption interruption, DetachedProcessRunner processes, Terminal terminal) {
        this.interruption = interruption;
        this.processes = processes;
        this.terminal = terminal;
    }

    static Shutdown install(Interruption interruption, DetachedProcessRunner processes, Terminal terminal) {
        Shutdown shutdown = new Shutdown(interruption, processes, terminal);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::end, "shutdown"));
        return shutdown;
    }

    /** The command has ended by itself; its exit status stands. */
    void finished() {
        finished.countDown();
    }

    private void end() {
        if (finished.getCount() == 0) {
            return;
        }
        interruption.request();
        int running = processes.interruptAll();
        if (running > 0) {
            terminal.tell(
                    System.lineSeparator() + "gallery-cli: interrupted; waiting for terraform to save the state of "
                            + running + (running == 1 ? " stack" : " stacks"));
        }
        waitForReport();
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
    }

    private void waitForReport() {
        try {
            while (!finished.await(ASKING_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (terminal.isAsking()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
