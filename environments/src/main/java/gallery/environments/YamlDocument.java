package gallery.environments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * A YAML text as a JSON tree that remembers where each value stood, so that problems can be listed in the text's order.
 *
 * @param positions by JSON pointer; the key's position for the values of mappings
 * @param problems mistakes that leave the rest of the text readable, such as a key given twice
 */
record YamlDocument(ObjectNode root, Map<String, Position> positions, List<Problem> problems) {

    /** Deeper than any environment file, shallow enough for the stack. */
    private static final int NESTING_LIMIT = 20;

    /** Counted from 0. */
    record Position(int line, int column) implements Comparable<Position> {
        @Override
        public int compareTo(Position other) {
            return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
        }
    }

    static YamlDocument parse(String text) throws UnreadableFileException {
        Node node = compose(text);
        if (node == null) {
            throw new UnreadableFileException("is empty; copy another environment and change it");
        }
        if (!(node instanceof MappingNode mapping)) {
            throw new UnreadableFileException(
                    "must hold keys and values such as 'region: eu-central-1', but holds " + kind(node));
        }
        return new YamlTree().convert(mapping);
    }

    /** Where the value at {@code pointer} stands or, when it is missing, where the nearest one around it does. */
    Position positionOf(String pointer) {
        String known = pointer;
        while (!known.isEmpty()) {
            Position position = positions.get(known);
            if (position != null) {
                return position;
            }
            known = known.substring(0, known.lastIndexOf('/'));
        }
        return new Position(0, 0);
    }

    // SnakeYAML answers null for a text without a document.
    private static @Nullable Node compose(String text) throws UnreadableFileException {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(NESTING_LIMIT);
        try {
            return new Composer(new ParserImpl(new StreamReader(text), options), new CoreSchema(), options)
                    .getSingleNode();
        } catch (MarkedYAMLException e) {
            throw new UnreadableFileException("is not YAML: " + place(e.getProblemMark()) + e.getProblem());
        } catch (ReaderException e) {
            throw new UnreadableFileException(
                    "is not YAML: character %d is U+%04X, a control character or the like; remove it"
                            .formatted(e.getPosition() + 1, e.getCodePoint()));
        } catch (YAMLException e) {
            // The limits of nesting and of aliases are the only ones that have no place in the text.
            throw new UnreadableFileException(
                    "is nested too deeply or repeats itself by aliases (*name); an environment needs neither");
        }
    }

    private static String place(@Nullable Mark mark) {
        return mark == null ? "" : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ";
    }

    private static String kind(Node node) {
        return switch (node.getNodeId()) {
            case sequence -> "a list";
            default -> "a single value";
        };
    }
}
