package gallery.handlers.build;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves only when somebody sleeps. */
final class TestClock extends Clock implements Sleeper {

    private Instant now;

    TestClock(Instant now) {
        this.now = now;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
