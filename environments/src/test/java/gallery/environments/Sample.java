package gallery.environments;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A valid environment to break in one place. Files are written as JSON, which YAML contains. */
final class Sample {

    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final ObjectNode root;

    private Sample(String name, ObjectNode root) {
        this.name = name;
        this.root = root;
    }

    /** One of the project's own environments. */
    static Sample of(String name) {
        return as(name, name);
    }

    /** One of the project's own environments under another name. */
    static Sample as(String name, String original) {
        try {
            String text = EnvironmentText.read(real().file(original));
            return new Sample(name, YamlDocument.parse(text).root());
        } catch (UnreadableFileException e) {
            throw new AssertionError(e);
        }
    }

    static EnvironmentDirectory real() {
        return new EnvironmentDirectory(
                Path.of(System.getProperty("gallery.root")).resolve("environments"));
    }

    /** Sets a value given as JSON, for example {@code "text"} with its quotes, {@code 5} or {@code [1, 2]}. */
    Sample set(String pointer, String json) {
        try {
            return set(pointer, JSON.readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Sample set(String pointer, JsonNode value) {
        JsonPointer path = JsonPointer.compile(pointer);
        JsonNode parent = root.at(path.head());
        String key = path.last().getMatchingProperty();
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(key), value);
        } else {
            root.withObject(path.head()).set(key, value);
        }
        return this;
    }

    Sample remove(String pointer) {
        JsonPointer path = JsonPointer.compile(pointer);
        ((ObjectNode) root.at(path.head())).remove(path.last().getMatchingProperty());
        return this;
    }

    ObjectNode root() {
        return root;
    }

    Environment load(Path directory) {
        return load(directory, name, root.toPrettyString());
    }

    List<Problem> problems(Path directory) {
        return problems(directory, name, root.toPrettyString());
    }

    static Environment load(Path directory, String name, String text) {
        try {
            Files.writeString(directory.resolve(name + ".yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EnvironmentDirectory(directory).load(name);
    }

    static List<Problem> problems(Path directory, String name, String text) {
        try {
            load(directory, name, text);
            return List.of();
        } catch (InvalidEnvironmentException e) {
            return e.problems();
        }
    }
}
