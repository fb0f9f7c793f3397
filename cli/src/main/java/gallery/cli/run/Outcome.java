package gallery.cli.run;

/**
 * How the work on one stack ended.
 *
 * @param <T> what the work yields
 */
public sealed interface Outcome<T> {

    /** The work is done. */
    record Done<T>(T value) implements Outcome<T> {}

    /** The work failed. */
    record Failed<T>(StackFailure failure) implements Outcome<T> {}

    /** The work never began. */
    record Skipped<T>(String reason) implements Outcome<T> {}
}
