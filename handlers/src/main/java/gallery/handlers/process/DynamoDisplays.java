package gallery.handlers.process;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The display and display-history tables in Amazon DynamoDB.
 *
 * <p>The display table also holds which image each user asked for last, under a key of its own, so that "not finished yet"
 * can say how far it is.
 */
public final class DynamoDisplays implements Displays {

    private final DynamoDbClient dynamo;
    private final String displayTable;
    private final String historyTable;
    private final Clock clock;

    /**
     * Over these tables.
     *
     * @param historyTable may be empty for functions that publish nothing
     */
    public DynamoDisplays(DynamoDbClient dynamo, String displayTable, String historyTable, Clock clock) {
        this.dynamo = dynamo;
        this.displayTable = displayTable;
        this.historyTable = historyTable;
        this.clock = clock;
    }

    @Override
    public void noteUpload(String userId, ImageId id, Optional<Instant> expires) {
        put(
                displayTable,
                Item.create()
                        .with(Item.PARTITION_KEY, newestUploadKey(userId))
                        .with("uuid", id.value())
                        .withExpiry(expires),
                id);
    }

    @Override
    public Optional<ImageId> newestUpload(String userId) {
        return read(newestUploadKey(userId)).map(item -> new ImageId(item.text("uuid")));
    }

    @Override
    public Optional<FinishedImage> newest(String userId) {
        return read(displayKey(userId))
                .map(item -> new FinishedImage(
                        new ImageId(item.text("uuid")),
                        userId,
                        new Choice(item.text("theme"), item.text("gender"), item.text("skin")),
                        item.text("base_image_object_key"),
                        item.text("result_object_key"),
                        item.text("base_story"),
                        item.expiry()));
    }

    @Override
    public void publish(FinishedImage image, Instant now) {
        put(historyTable, item(image, "#UUID#" + image.id(), now).with("userId", image.userId()), image.id());
        put(displayTable, item(image, displayKey(image.userId()), now), image.id());
    }

    private static Item item(FinishedImage image, String partitionKey, Instant now) {
        return Item.create()
                .with(Item.PARTITION_KEY, partitionKey)
                .with("uuid", image.id().value())
                .with("theme", image.choice().theme())
                .with("gender", image.choice().gender())
                .with("skin", image.choice().skin())
                .with("base_image_object_key", image.baseImageKey())
                .with("result_object_key", image.resultKey())
                .with("base_story", image.story())
                .with("completed_at", now.toString())
                .withExpiry(image.expires());
    }

    /** Ids sort by time, so the newest image wins whatever the order of events. */
    private void put(String table, Item item, ImageId id) {
        try {
            dynamo.putItem(put -> put.tableName(table)
                    .item(item.attributes())
                    .conditionExpression("attribute_not_exists(PK) OR #uuid < :uuid")
                    .expressionAttributeNames(Map.of("#uuid", "uuid"))
                    .expressionAttributeValues(
                            Item.create().with(":uuid", id.value()).attributes()));
        } catch (ConditionalCheckFailedException e) {
            // What is there is the same image or a newer one.
        }
    }

    private Optional<Item> read(String partitionKey) {
        Map<String, AttributeValue> found = dynamo.getItem(get ->
                        get.tableName(displayTable).key(Item.key(partitionKey)).consistentRead(true))
                .item();
        return Optional.of(Item.of(found)).filter(item -> !found.isEmpty() && !item.isExpired(clock.instant()));
    }

    private static String displayKey(String userId) {
        return "#USERID#" + userId;
    }

    private static String newestUploadKey(String userId) {
        return "#NEWEST-UPLOAD#USERID#" + userId;
    }
}
