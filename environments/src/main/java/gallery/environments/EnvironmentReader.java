package gallery.environments;

import com.fasterxml.jackson.databind.JsonNode;
import gallery.environments.Api.Authorization;
import gallery.environments.Api.Domain;
import gallery.environments.Api.Throttle;
import gallery.environments.Images.Encryption;
import gallery.environments.Inference.Endpoint;
import gallery.environments.Inference.Mode;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Makes the records of a file that has passed every check; by hand, because reflection would slow each start down. */
final class EnvironmentReader {

    private static final String HCP_TERRAFORM = "app.terraform.io";

    private EnvironmentReader() {}

    static Environment read(String name, JsonNode root) {
        return new Environment(
                name,
                text(root, "region"),
                optional(root, "account").orElse(Environment.EMULATOR_ACCOUNT),
                root.get("protected").booleanValue(),
                backend(root.get("backend")),
                tags(root.path("tags")),
                api(root.get("api")),
                images(root.get("images")),
                inference(root.get("inference")),
                builds(root.get("builds")),
                functions(root.get("lambda")),
                new Alarms(optional(root.path("alarms"), "email")),
                optional(root, "endpointUrl").map(URI::create));
    }

    private static Backend backend(JsonNode backend) {
        String type = text(backend, "type");
        return switch (type) {
            case "local" -> new Backend.Local();
            case "s3" ->
                new Backend.S3(
                        text(backend, "bucket"),
                        text(backend, "keyPrefix"),
                        text(backend, "region"),
                        optional(backend, "kmsKey"));
            case "cloud" ->
                new Backend.Cloud(
                        optional(backend, "hostname").orElse(HCP_TERRAFORM),
                        text(backend, "organization"),
                        optional(backend, "project"),
                        texts(backend.path("tags")));
            default -> throw new IllegalStateException("the schema admits a backend that is not read: " + type);
        };
    }

    private static Map<String, String> tags(JsonNode tags) {
        Map<String, String> all = new TreeMap<>();
        tags.properties().forEach(tag -> all.put(tag.getKey(), tag.getValue().asText()));
        return all;
    }

    private static Api api(JsonNode api) {
        JsonNode throttle = api.get("throttle");
        return new Api(
                constant(Authorization.class, api, "authorization"),
                texts(api.get("allowedOrigins")),
                new Throttle(integer(throttle, "rate"), integer(throttle, "burst")),
                api.get("waf").booleanValue(),
                api.has("domain") ? Optional.of(domain(api.get("domain"))) : Optional.empty());
    }

    private static Domain domain(JsonNode domain) {
        return new Domain(text(domain, "name"), text(domain, "certificate"));
    }

    private static Images images(JsonNode images) {
        Map<ImagePrefix, Integer> retention = new EnumMap<>(ImagePrefix.class);
        for (ImagePrefix prefix : ImagePrefix.values()) {
            JsonNode days = images.path("retentionDays").path(prefix.setting());
            if (!days.isMissingNode()) {
                retention.put(prefix, days.intValue());
            }
        }
        return new Images(
                constant(Encryption.class, images, "encryption"),
                retention,
                images.get("maxUploadBytes").longValue(),
                images.get("maxPixels").longValue());
    }

    private static Inference inference(JsonNode inference) {
        return new Inference(
                endpoint(inference.get("facechain")),
                endpoint(inference.get("gfpgan")),
                inference.get("restore").booleanValue());
    }

    private static Endpoint endpoint(JsonNode endpoint) {
        return new Endpoint(
                constant(Mode.class, endpoint, "mode"),
                text(endpoint, "instanceType"),
                integer(endpoint, "minCapacity"),
                integer(endpoint, "maxCapacity"));
    }

    private static Builds builds(JsonNode builds) {
        return new Builds(
                text(builds, "computeType"),
                integer(builds, "timeoutMinutes"),
                integer(builds, "keepImages"),
                integer(builds, "logRetentionDays"));
    }

    private static Functions functions(JsonNode lambda) {
        return new Functions(
                integer(lambda, "memoryMb"),
                integer(lambda, "timeoutSeconds"),
                lambda.get("snapStart").booleanValue(),
                integer(lambda, "logRetentionDays"));
    }

    private static String text(JsonNode group, String key) {
        return group.get(key).asText();
    }

    private static Optional<String> optional(JsonNode group, String key) {
        return Optional.ofNullable(group.get(key)).map(JsonNode::asText);
    }

    private static int integer(JsonNode group, String key) {
        return group.get(key).intValue();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode group, String key) {
        return Enum.valueOf(type, text(group, key).toUpperCase(Locale.ROOT));
    }
}
