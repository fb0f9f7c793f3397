package gallery.handlers.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {

    private enum Fruit {
        APPLE,
        PEAR
    }

    @Test
    void readsEachKind() {
        Variables variables = new Variables(Map.of("A", "text", "B", "12", "C", "pear", "D", "true", "E", "false"));

        assertThat(variables.required("A")).isEqualTo("text");
        assertThat(variables.number("B", 12)).isEqualTo(12);
        assertThat(variables.choice("C", Fruit.class)).isEqualTo(Fruit.PEAR);
        assertThat(variables.flag("D")).isTrue();
        assertThat(variables.flag("E")).isFalse();
        variables.check();
    }

    @Test
    void namesEverythingThatIsMissingOrWrongAtOnce() {
        Variables variables = new Variables(Map.of("B", "11", "C", "PEAR", "D", "yes", "N", "1e3"));
        variables.required("A");
        variables.number("B", 12);
        variables.number("N", 1);
        variables.choice("C", Fruit.class);
        variables.flag("D");
        variables.flag("E");

        assertThatThrownBy(variables::check)
                .isInstanceOf(MissingVariablesException.class)
                .hasMessage(
                        "the function lacks the environment variables A, E and has wrong environment variables: B must"
                                + " be a whole number of at least 12, N must be a whole number of at least 1, C must be apple or"
                                + " pear, D must be true or false; deploy its stack again");
    }
}
