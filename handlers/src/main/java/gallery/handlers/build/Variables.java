package gallery.handlers.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the function's environment variables and remembers which ones are missing, to name all of them at once. */
final class Variables {

    private final Map<String, String> environment;
    private final List<String> missing = new ArrayList<>();

    Variables(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The variable's value; empty, and remembered as missing, when it is not set or blank. */
    String required(String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            missing.add(name);
        }
        return value;
    }

    /** Called once all variables were read. */
    void check() {
        if (!missing.isEmpty()) {
            throw new MissingVariablesException("the function lacks the environment "
                    + (missing.size() == 1 ? "variable " : "variables ") + String.join(", ", missing)
                    + "; deploy its stack again");
        }
    }
}
