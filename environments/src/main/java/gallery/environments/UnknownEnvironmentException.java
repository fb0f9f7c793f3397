package gallery.environments;

import java.util.List;

/** No file of that name is in the environments directory; carries the names that exist. */
public final class UnknownEnvironmentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient List<String> known;

    public UnknownEnvironmentException(String name, List<String> known) {
        super("unknown environment '" + name + "'");
        this.name = name;
        this.known = List.copyOf(known);
    }

    public String name() {
        return name;
    }

    /** The names that exist, sorted. */
    public List<String> known() {
        return known;
    }
}
