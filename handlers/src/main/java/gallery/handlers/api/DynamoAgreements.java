package gallery.handlers.api;

import gallery.handlers.process.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The user-agreement table in Amazon DynamoDB. */
final class DynamoAgreements implements Agreements {

    private final DynamoDbClient dynamo;
    private final String table;

    DynamoAgreements(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public void save(Agreement agreement) {
        // A name has no '#', so that the last "#NAME#" always ends the user id.
        String owner = "#USERID#" + agreement.userId() + "#NAME#" + agreement.name();
        dynamo.putItem(put -> put.tableName(table)
                .item(Item.create()
                        .with(Item.PARTITION_KEY, owner)
                        .with(Item.SORT_KEY, agreement.savedAt())
                        .with("agree", agreement.agree())
                        .with("imageId", agreement.imageId().value())
                        .withExpiry(agreement.expires())
                        .attributes()));
    }
}
