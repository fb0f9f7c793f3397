package gallery.stacks.storage;

import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.providers.aws.dynamodb_table.DynamodbTable;
import com.hashicorp.cdktf.providers.aws.dynamodb_table.DynamodbTableAttribute;
import com.hashicorp.cdktf.providers.aws.dynamodb_table.DynamodbTablePointInTimeRecovery;
import com.hashicorp.cdktf.providers.aws.dynamodb_table.DynamodbTableServerSideEncryption;
import com.hashicorp.cdktf.providers.aws.dynamodb_table.DynamodbTableTtl;
import gallery.stacks.core.GalleryStack;
import gallery.stacks.core.StackContext;
import java.util.stream.Stream;
import software.constructs.Construct;

/** The five tables: on demand, restorable to any second of the last 35 days, encrypted with the account's DynamoDB key. */
public final class DynamodbStack extends GalleryStack {

    private static final String PARTITION_KEY = "PK";
    private static final String SORT_KEY = "SK";

    /** Seconds since 1970 after which DynamoDB deletes an item. */
    private static final String EXPIRY = "ttl";

    public DynamodbStack(Construct scope, String name, StackContext context) {
        super(scope, name, context);
        personal("process", names().processTable(), PARTITION_KEY);
        personal("display", names().displayTable(), PARTITION_KEY);
        personal("display-history", names().displayHistoryTable(), PARTITION_KEY);
        personal("user-agreement", names().userAgreementTable(), PARTITION_KEY, SORT_KEY);
        table("base-resource", names().baseResourceTable(), PARTITION_KEY, SORT_KEY)
                .build();
    }

    /** A table about people, whose items carry the time at which they are forgotten. */
    private void personal(String id, String table, String... keys) {
        table(id, table, keys)
                .ttl(DynamodbTableTtl.builder()
                        .attributeName(EXPIRY)
                        .enabled(true)
                        .build())
                .build();
    }

    private DynamodbTable.Builder table(String id, String table, String... keys) {
        DynamodbTable.Builder builder = DynamodbTable.Builder.create(this, id)
                .name(table)
                .billingMode("PAY_PER_REQUEST")
                .hashKey(keys[0])
                .attribute(Stream.of(keys)
                        .map(key -> DynamodbTableAttribute.builder()
                                .name(key)
                                .type("S")
                                .build())
                        .toList())
                .pointInTimeRecovery(
                        DynamodbTablePointInTimeRecovery.builder().enabled(true).build())
                .serverSideEncryption(DynamodbTableServerSideEncryption.builder()
                        .enabled(true)
                        .build())
                .deletionProtectionEnabled(environment().isProtected())
                .tags(tags());
        if (keys.length > 1) {
            builder.rangeKey(keys[1]);
        }
        TerraformOutput.Builder.create(this, id.replace('-', '_') + "_table")
                .value(table)
                .build();
        return builder;
    }
}
