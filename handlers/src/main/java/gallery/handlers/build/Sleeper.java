package gallery.handlers.build;

import java.time.Duration;

/** Waits; replaced in tests so that they take no time. */
@FunctionalInterface
interface Sleeper {

    void sleep(Duration duration) throws InterruptedException;
}
