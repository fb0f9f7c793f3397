package gallery.cli.run;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * One stack's line in the report.
 *
 * @param took from start to end; zero when it was skipped
 */
public record StackResult<T>(String stack, Outcome<T> outcome, Duration took) {

    public Optional<T> value() {
        return outcome instanceof Outcome.Done<T> done ? Optional.of(done.value()) : Optional.empty();
    }

    /** The same end with another value. */
    public <R> StackResult<R> map(Function<T, R> change) {
        Outcome<R> changed;
        if (outcome instanceof Outcome.Done<T> done) {
            changed = new Outcome.Done<>(change.apply(done.value()));
        } else if (outcome instanceof Outcome.Failed<T> failed) {
            changed = new Outcome.Failed<>(failed.failure());
        } else if (outcome instanceof Outcome.Skipped<T> skipped) {
            changed = new Outcome.Skipped<>(skipped.reason());
        } else {
            throw new IllegalStateException("unknown outcome " + outcome);
        }
        return new StackResult<>(stack, changed, took);
    }

    public boolean failed() {
        return outcome instanceof Outcome.Failed;
    }
}
