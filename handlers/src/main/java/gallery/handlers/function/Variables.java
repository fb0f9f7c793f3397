package gallery.handlers.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the function's environment variables and remembers what is wrong with them, to name all of it at once. */
public final class Variables {

    private final Map<String, String> environment;
    private final List<String> missing = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    public Variables(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The variable's value; empty, and remembered as missing, when it is not set or blank. */
    public String required(String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            missing.add(name);
        }
        return value;
    }

    /** The variable's whole number, at least {@code least}. */
    public long number(String name, long least) {
        String value = required(name);
        try {
            long number = Long.parseLong(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Named below.
        }
        return wrong(name, value, "a whole number of at least " + least, least);
    }

    /** The constant that the variable names in lower case. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        String value = required(name);
        E[] constants = type.getEnumConstants();
        for (E constant : constants) {
            if (value.equals(constant.name().toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        String known = Stream.of(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" or "));
        return wrong(name, value, known, constants[0]);
    }

    /** The variable's {@code true} or {@code false}. */
    public boolean flag(String name) {
        String value = required(name);
        return value.equals("true") || (!value.equals("false") && wrong(name, value, "true or false", false));
    }

    /** Called once all variables were read. */
    public void check() {
        List<String> problems = new ArrayList<>();
        if (!missing.isEmpty()) {
            problems.add("lacks the environment " + (missing.size() == 1 ? "variable " : "variables ")
                    + String.join(", ", missing));
        }
        if (!wrong.isEmpty()) {
            problems.add("has wrong environment variables: " + String.join(", ", wrong));
        }
        if (!problems.isEmpty()) {
            throw new MissingVariablesException(
                    "the function " + String.join(" and ", problems) + "; deploy its stack again");
        }
    }

    private <T> T wrong(String name, String value, String expected, T instead) {
        if (!value.isBlank()) {
            wrong.add(name + " must be " + expected);
        }
        return instead;
    }
}
