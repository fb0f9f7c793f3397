package gallery.handlers.api;

import gallery.handlers.process.Choice;
import gallery.handlers.process.Item;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The base-resource table in Amazon DynamoDB. */
final class DynamoBaseImages implements BaseImages {

    private final DynamoDbClient dynamo;
    private final String table;

    DynamoBaseImages(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Stream<BaseImage> of(Choice choice) {
        Item values = Item.create()
                .with(":choice", "#THEME#" + choice.theme() + "#GENDER#" + choice.gender() + "#SKIN#" + choice.skin());
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("PK = :choice")
                        .expressionAttributeValues(values.attributes())
                        .projectionExpression("base_image_object_key, story"))
                .items()
                .stream()
                .map(Item::of)
                .map(item -> new BaseImage(item.text("base_image_object_key"), item.text("story")));
    }
}
