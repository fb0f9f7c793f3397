package gallery.cli.run;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether the user has asked the run to stop. Set once, never cleared. */
public final class Interruption {

    private final AtomicBoolean requested = new AtomicBoolean();

    /** Returns whether this was the first request. */
    public boolean request() {
        return requested.compareAndSet(false, true);
    }

    public boolean isRequested() {
        return requested.get();
    }
}
