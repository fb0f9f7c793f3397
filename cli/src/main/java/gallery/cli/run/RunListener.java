package gallery.cli.run;

/**
 * Hears what happens in a run, always on the thread that started it.
 *
 * @param <T> what the work on a stack yields
 */
public interface RunListener<T> {

    /** Work on a stack begins. */
    void started(String stack);

    /** Work on a stack has ended, or will never begin. */
    void ended(StackResult<T> result);

    /** A listener that says nothing. */
    static <T> RunListener<T> silent() {
        return new RunListener<>() {
            @Override
            public void started(String stack) {}

            @Override
            public void ended(StackResult<T> result) {}
        };
    }
}
