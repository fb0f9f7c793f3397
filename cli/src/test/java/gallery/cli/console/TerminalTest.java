package gallery.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void keepsResultsApartFromTheRest() {
        Terminal terminal = terminal(Reader.nullReader());
        terminal.result("a result");
        terminal.tell("a word, über alles");

        assertThat(out).hasToString("a result\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("a word, über alles\n");
    }

    @Test
    void asksOnTheErrorOutput() {
        Terminal terminal = terminal(new StringReader("yes\nno\n"));

        assertThat(terminal.ask("Sure? ")).contains("yes");
        assertThat(terminal.ask("Really? ")).contains("no");
        assertThat(terminal.ask("Still? ")).as("the end of input").isEmpty();
        assertThat(err).hasToString("Sure? Really? Still? ");
        assertThat(out).hasToString("");
    }

    @Test
    void knowsWhileItAsks() {
        List<Boolean> asking = new ArrayList<>();
        Terminal[] terminal = new Terminal[1];
        Reader watched = new Reader() {
            private final Reader typed = new StringReader("yes\n");

            @Override
            public int read(char[] buffer, int offset, int length) throws java.io.IOException {
                asking.add(terminal[0].isAsking());
                return typed.read(buffer, offset, length);
            }

            @Override
            public void close() {}
        };
        terminal[0] = terminal(watched);

        assertThat(terminal[0].isAsking()).isFalse();
        terminal[0].ask("Sure? ");
        assertThat(asking).isNotEmpty().containsOnly(true);
        assertThat(terminal[0].isAsking()).isFalse();
    }

    @Test
    void stylesOrDoesNot() {
        assertThat(Style.PLAIN.bold("a") + Style.PLAIN.good("b") + Style.PLAIN.bad("c") + Style.PLAIN.faint("d"))
                .isEqualTo("abcd");
        assertThat(Style.ANSI.bold("a") + Style.ANSI.good("b") + Style.ANSI.bad("c") + Style.ANSI.faint("d"))
                .isEqualTo("\u001b[1ma\u001b[0m\u001b[32mb\u001b[0m\u001b[31mc\u001b[0m\u001b[2md\u001b[0m");
    }

    private Terminal terminal(Reader in) {
        return new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new BufferedReader(in),
                true);
    }
}
