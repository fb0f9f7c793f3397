package gallery.handlers.process;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A DynamoDB item, or the values of an expression, being put together or read. */
public final class Item {

    /** Every table's partition key. */
    public static final String PARTITION_KEY = "PK";

    /** The sort key of tables that have one. */
    public static final String SORT_KEY = "SK";

    /** Seconds since 1970 after which DynamoDB deletes an item, up to days late. */
    static final String EXPIRY = "ttl";

    private final Map<String, AttributeValue> attributes;

    private Item(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    public static Item create() {
        return new Item(new HashMap<>());
    }

    public static Item of(Map<String, AttributeValue> attributes) {
        return new Item(attributes);
    }

    /** The key of an item in a table without sort key. */
    static Map<String, AttributeValue> key(String partitionKey) {
        return Map.of(PARTITION_KEY, AttributeValue.fromS(partitionKey));
    }

    public Item with(String name, String text) {
        attributes.put(name, AttributeValue.fromS(text));
        return this;
    }

    public Item with(String name, boolean flag) {
        attributes.put(name, AttributeValue.fromBool(flag));
        return this;
    }

    Item with(String name, Map<String, AttributeValue> map) {
        attributes.put(name, AttributeValue.fromM(map));
        return this;
    }

    public Item withExpiry(Optional<Instant> expires) {
        expires.ifPresent(at -> attributes.put(EXPIRY, AttributeValue.fromN(String.valueOf(at.getEpochSecond()))));
        return this;
    }

    public Map<String, AttributeValue> attributes() {
        return attributes;
    }

    /** The text at {@code name}; empty text when there is none. */
    public String text(String name) {
        return optional(name).orElse("");
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(attributes.get(name)).map(AttributeValue::s);
    }

    boolean flag(String name) {
        return Optional.ofNullable(attributes.get(name))
                .map(AttributeValue::bool)
                .orElse(false);
    }

    Item map(String name) {
        AttributeValue map = attributes.get(name);
        return new Item(map == null ? Map.of() : map.m());
    }

    Optional<Instant> expiry() {
        return Optional.ofNullable(attributes.get(EXPIRY))
                .map(AttributeValue::n)
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)));
    }

    boolean isExpired(Instant now) {
        return expiry().filter(at -> !at.isAfter(now)).isPresent();
    }
}
