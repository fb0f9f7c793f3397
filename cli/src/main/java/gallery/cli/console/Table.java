package gallery.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Text in columns as wide as their widest cell; the last column is not padded. */
public final class Table {

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /** How the cells of a column are aligned. */
    public enum Align {
        LEFT,
        RIGHT
    }

    /** A column's head. */
    public record Column(String title, Align align) {}

    public Table(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Adds a row with one cell a column. */
    public void add(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns.size() + " columns");
        }
        rows.add(List.copyOf(cells));
    }

    /** The lines of the table, its head first. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Column::title).toList()));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(width(i) - cells.get(i).length());
            boolean last = i == cells.size() - 1;
            if (columns.get(i).align() == Align.RIGHT) {
                line.append(padding).append(cells.get(i));
            } else {
                line.append(cells.get(i)).append(last ? "" : padding);
            }
            line.append(last ? "" : "  ");
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int width = columns.get(column).title().length();
        for (List<String> row : rows) {
            width = Math.max(width, row.get(column).length());
        }
        return width;
    }
}
