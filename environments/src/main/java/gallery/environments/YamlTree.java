package gallery.environments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gallery.environments.YamlDocument.Position;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns SnakeYAML's nodes into a JSON tree.
 *
 * <p>Aliases and custom tags are refused: an environment file needs neither, and an alias is how a few lines become
 * gigabytes.
 */
final class YamlTree {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, Position> positions = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    YamlDocument convert(MappingNode root) {
        return new YamlDocument(mapping(root, ""), positions, problems);
    }

    private JsonNode value(Node node, String pointer) {
        if (!seen.add(node)) {
            problems.add(new Problem(pointer, "must not be an alias (*name); write the value itself"));
            return JSON.missingNode();
        }
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, pointer);
        }
        if (node instanceof SequenceNode sequence) {
            return sequence(sequence, pointer);
        }
        return scalar((ScalarNode) node, pointer);
    }

    private ObjectNode mapping(MappingNode node, String pointer) {
        seen.add(node);
        checkTag(node, Tag.MAP, pointer);
        ObjectNode object = JSON.objectNode();
        Map<String, Integer> lines = new HashMap<>();
        for (NodeTuple entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                problems.add(new Problem(pointer, "has a list or a group as a key; keys are words"));
                continue;
            }
            String name = key.getValue();
            String child = pointer + "/" + Pointers.escape(name);
            int line = key.getStartMark().getLine() + 1;
            Integer first = lines.putIfAbsent(name, line);
            if (first != null) {
                problems.add(new Problem(
                        child, "is given twice, on lines " + first + " and " + line + "; remove one of them"));
                continue;
            }
            positions.put(child, position(key));
            put(object, name, value(entry.getValueNode(), child));
        }
        return object;
    }

    private ArrayNode sequence(SequenceNode node, String pointer) {
        checkTag(node, Tag.SEQ, pointer);
        ArrayNode array = JSON.arrayNode();
        int index = 0;
        for (Node item : node.getValue()) {
            String child = pointer + "/" + index++;
            positions.put(child, position(item));
            JsonNode value = value(item, child);
            array.add(value.isMissingNode() ? JSON.nullNode() : value);
        }
        return array;
    }

    private JsonNode scalar(ScalarNode node, String pointer) {
        Tag tag = node.getTag();
        String text = node.getValue();
        try {
            if (tag.equals(Tag.INT)) {
                return integer(new BigInteger(text));
            }
            if (tag.equals(Tag.FLOAT)) {
                return JSON.numberNode(Double.parseDouble(text));
            }
        } catch (NumberFormatException e) {
            problems.add(new Problem(pointer, "is marked as a number, but is '" + text + "'"));
            return JSON.missingNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        checkTag(node, Tag.STR, pointer);
        return JSON.textNode(text);
    }

    private static JsonNode integer(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return JSON.numberNode(number.intValue());
        }
        return number.bitLength() < Long.SIZE ? JSON.numberNode(number.longValue()) : JSON.numberNode(number);
    }

    private void checkTag(Node node, Tag expected, String pointer) {
        if (!node.getTag().equals(expected)) {
            problems.add(new Problem(pointer, "must not carry the tag " + node.getTag() + "; write a plain value"));
        }
    }

    private static void put(ObjectNode object, String name, JsonNode value) {
        // What could not be read is left out instead of guessed; its own problem is on the list already.
        if (!value.isMissingNode()) {
            object.set(name, value);
        }
    }

    private static Position position(Node node) {
        return new Position(node.getStartMark().getLine(), node.getStartMark().getColumn());
    }
}
