package gallery.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gallery.cli.console.Table.Align;
import gallery.cli.console.Table.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private final Table table = new Table(
            List.of(new Column("NAME", Align.LEFT), new Column("COUNT", Align.RIGHT), new Column("NOTE", Align.LEFT)));

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        table.add(List.of("a", "1", "one"));
        table.add(List.of("a longer name", "1234567", ""));

        assertThat(table.lines())
                .containsExactly(
                        "NAME             COUNT  NOTE", "a                    1  one", "a longer name  1234567");
    }

    @Test
    void withoutRowsThereIsAHead() {
        assertThat(table.lines()).containsExactly("NAME  COUNT  NOTE");
    }

    @Test
    void aRowHasOneCellAColumn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.add(List.of("a")))
                .withMessage("1 cells for 3 columns");
    }
}
