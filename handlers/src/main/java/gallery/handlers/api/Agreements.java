package gallery.handlers.api;

/** The record of agreements. */
@FunctionalInterface
interface Agreements {

    /** Saved twice, it is one agreement. */
    void save(Agreement agreement);
}
