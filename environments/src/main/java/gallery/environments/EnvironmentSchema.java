package gallery.environments;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Checks a file against {@code environment.schema.json}, the very file that editors use, and says what is wrong in words
 * for people instead of the validator's.
 */
final class EnvironmentSchema {

    private static final String RESOURCE = "environment.schema.json";

    private final Schema schema;

    private EnvironmentSchema(Schema schema) {
        this.schema = schema;
    }

    /** The schema that is packaged with this class. */
    static EnvironmentSchema load() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .locale(Locale.ROOT)
                .preloadSchema(false)
                .build();
        SchemaRegistry registry =
                SchemaRegistry.withDialect(Dialects.getDraft202012(), builder -> builder.schemaRegistryConfig(config));
        try (InputStream in = Objects.requireNonNull(EnvironmentSchema.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new EnvironmentSchema(registry.getSchema(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode json() {
        return schema.getSchemaNode();
    }

    List<Problem> check(JsonNode root) {
        SchemaMessages messages = new SchemaMessages(json());
        List<Problem> problems = new ArrayList<>();
        for (Error error : schema.validate(root)) {
            problems.add(messages.problem(error));
        }
        return problems;
    }
}
