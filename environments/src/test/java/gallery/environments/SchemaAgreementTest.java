package gallery.environments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema, the records and the reader are three descriptions of one thing: they must agree. */
class SchemaAgreementTest {

    private static final JsonNode SCHEMA = EnvironmentSchema.load().json();

    private static final String S3 =
            "{\"type\": \"s3\", \"bucket\": \"one\", \"keyPrefix\": \"one\", \"region\": \"eu-west-1\"}";
    private static final String CLOUD = "{\"type\": \"cloud\", \"organization\": \"one\"}";

    /** Another valid value than the base's for each key whose form cannot be met by counting down. */
    private static final Map<String, String> OTHER = Map.ofEntries(
            Map.entry("/region", "\"eu-west-1\""),
            Map.entry("/account", "\"444455556666\""),
            Map.entry("/tags", "{\"CostCenter\": \"another\"}"),
            Map.entry("/api/allowedOrigins", "[\"https://other.example.com\"]"),
            Map.entry("/api/domain/name", "\"api.example.com\""),
            Map.entry(
                    "/api/domain/certificate",
                    "\"arn:aws:acm:eu-central-1:777788889999:certificate/abcd1234-12ab-34cd-86ef-1234567890ab\""),
            Map.entry("/alarms/email", "\"other@example.com\""),
            Map.entry("/endpointUrl", "\"http://127.0.0.1:5001\""),
            Map.entry("/inference/facechain/instanceType", "\"ml.p3.2xlarge\""),
            Map.entry("/inference/gfpgan/instanceType", "\"ml.p3.2xlarge\""),
            Map.entry("/backend/bucket", "\"two\""),
            Map.entry("/backend/keyPrefix", "\"two/parts\""),
            Map.entry("/backend/region", "\"us-west-2\""),
            Map.entry(
                    "/backend/kmsKey",
                    "\"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-86ef-1234567890ab\""),
            Map.entry("/backend/hostname", "\"terraform.example.com\""),
            Map.entry("/backend/organization", "\"two\""),
            Map.entry("/backend/project", "\"two\""),
            Map.entry("/backend/tags", "[\"two\"]"));

    /** Where another environment than dev is needed so that the other value is valid, too. */
    private static final Map<String, String> NAMES = Map.of(
            "/endpointUrl",
            "local",
            "/protected",
            "prod",
            "/api/domain/name",
            "prod",
            "/api/domain/certificate",
            "prod");

    @TempDir
    Path directory;

    static Stream<Arguments> keys() {
        List<Arguments> keys = new ArrayList<>();
        leaves(SCHEMA, "").forEach(leaf -> {
            if (!leaf.equals("/backend/type")) {
                keys.add(Arguments.of(leaf, NAMES.getOrDefault(leaf, "dev"), "null"));
            }
        });
        leaves(SCHEMA.at("/$defs/s3Backend"), "/backend").forEach(leaf -> keys.add(Arguments.of(leaf, "dev", S3)));
        leaves(SCHEMA.at("/$defs/cloudBackend"), "/backend")
                .forEach(leaf -> keys.add(Arguments.of(leaf, "dev", CLOUD)));
        return keys.stream();
    }

    @ParameterizedTest(name = "{0} in {1} with backend {2}")
    @MethodSource("keys")
    void eachKeyReachesTheRecords(String pointer, String name, String backend) {
        Environment before = base(name, backend).load(directory);
        Sample changed = base(name, backend);
        changed.set(pointer, other(pointer, changed.root().at(pointer)));

        assertThat(changed.load(directory)).isNotEqualTo(before);
    }

    @Test
    void eachRetentionKeyIsAPrefix() {
        List<String> keys = new ArrayList<>();
        SCHEMA.at("/properties/images/properties/retentionDays/properties")
                .fieldNames()
                .forEachRemaining(keys::add);

        assertThat(keys)
                .containsExactlyElementsOf(Stream.of(ImagePrefix.values())
                        .map(ImagePrefix::setting)
                        .toList());
    }

    @Test
    void eachModelIsServed() {
        List<String> keys = new ArrayList<>();
        SCHEMA.at("/properties/inference/properties").fieldNames().forEachRemaining(keys::add);

        assertThat(keys).containsAll(Stream.of(Model.values()).map(Model::id).toList());
    }

    @Test
    void eachFormHasWordsForPeople() {
        assertThat(places(SCHEMA, "").filter(place -> place.has("pattern")))
                .isNotEmpty()
                .allSatisfy(place -> assertThat(place.path("title").asText()).isNotBlank());
    }

    @Test
    void eachNumberHasBoundsAndEachGroupIsClosed() {
        assertThat(places(SCHEMA, "")
                        .filter(place -> place.path("type").asText().equals("integer")))
                .isNotEmpty()
                .allSatisfy(place ->
                        assertThat(place.has("minimum") && place.has("maximum")).isTrue());
        // The backend's branches are closed instead: what is known there depends on the type.
        assertThat(places(SCHEMA, "")
                        .filter(place -> place.path("type").asText().equals("object") && !place.has("allOf")))
                .isNotEmpty()
                .allSatisfy(
                        place -> assertThat(place.has("additionalProperties")).isTrue());
    }

    @Test
    void eachKeyIsDescribed() {
        assertThat(places(SCHEMA, "").flatMap(place -> place.path("properties").properties().stream()))
                .isNotEmpty()
                .filteredOn(property ->
                        !property.getValue().has("const") && !property.getKey().equals("type"))
                .allSatisfy(property -> assertThat(property.getValue().has("description"))
                        .as(property.getKey())
                        .isTrue());
    }

    private static Sample base(String name, String backend) {
        Sample sample = Sample.of(name);
        // So that both models may change any single setting without breaking a rule.
        for (Model model : Model.values()) {
            sample.set("/inference/" + model.id() + "/minCapacity", "2")
                    .set("/inference/" + model.id() + "/maxCapacity", "4");
        }
        return backend.equals("null") ? sample : sample.set("/backend", backend);
    }

    private static JsonNode other(String pointer, JsonNode now) {
        String chosen = OTHER.get(pointer);
        if (chosen != null) {
            return read(chosen);
        }
        JsonNode place = place(pointer);
        for (JsonNode choice : place.path("enum")) {
            if (!choice.equals(now)) {
                return choice;
            }
        }
        return switch (place.path("type").asText()) {
            case "boolean" -> read(String.valueOf(!now.asBoolean()));
            case "integer" -> read(String.valueOf(now.isMissingNode() ? 9 : now.asLong() - 1));
            default -> throw new AssertionError("add another valid value of " + pointer);
        };
    }

    private static JsonNode read(String json) {
        return Sample.of("dev").set("/x", json).root().get("x");
    }

    /** The pointers of all values that are no groups themselves. */
    private static List<String> leaves(JsonNode place, String pointer) {
        List<String> leaves = new ArrayList<>();
        place.path("properties").properties().forEach(property -> {
            JsonNode child = resolved(property.getValue());
            String path = pointer + "/" + property.getKey();
            boolean closed = child.path("additionalProperties").isBoolean() || path.equals("/backend");
            if (!child.has("const")) {
                leaves.addAll(closed ? leaves(child, path) : List.of(path));
            }
        });
        return leaves;
    }

    private static JsonNode place(String pointer) {
        JsonNode place = SCHEMA;
        for (String key : pointer.substring(1).split("/", -1)) {
            place = resolved(place.path("properties").path(key));
        }
        return place;
    }

    private static JsonNode resolved(JsonNode place) {
        return place.has("$ref") ? SCHEMA.at(place.get("$ref").asText().substring(1)) : place;
    }

    private static Stream<JsonNode> places(JsonNode node, String key) {
        // An entry of "properties" is named by people and may have any name, also that of a keyword.
        Stream<JsonNode> here = node.isObject() && !key.equals("properties") ? Stream.of(node) : Stream.of();
        return Stream.concat(
                here,
                node.isObject()
                        ? node.properties().stream().flatMap(child -> places(child.getValue(), child.getKey()))
                        : node.isArray() ? stream(node).flatMap(child -> places(child, "")) : Stream.of());
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items.stream();
    }
}
