package gallery.handlers.testing;

import gallery.handlers.function.AwsClientSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** moto with the gallery's bucket and tables, and clients that reach it through {@link Faults}. */
public final class TestCloud implements AutoCloseable {

    public static final String BUCKET = "gallery-local-images-123456789012";
    public static final String PROCESS_TABLE = "gallery-local-process";
    public static final String DISPLAY_TABLE = "gallery-local-display";
    public static final String HISTORY_TABLE = "gallery-local-display-history";
    public static final String BASE_RESOURCE_TABLE = "gallery-local-base-resource";
    public static final String AGREEMENT_TABLE = "gallery-local-user-agreement";

    public static final Region REGION = Region.EU_CENTRAL_1;

    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));

    private final MotoServer moto;
    private final Faults faults = new Faults();
    private final DynamoDbClient dynamo;
    private final S3Client s3;

    private TestCloud(MotoServer moto) {
        this.moto = moto;
        dynamo = client(DynamoDbClient.builder()).build();
        s3 = client(S3Client.builder()).forcePathStyle(true).build();
    }

    public static TestCloud start() throws Exception {
        TestCloud cloud = new TestCloud(MotoServer.start());
        cloud.s3.createBucket(bucket ->
                bucket.bucket(BUCKET).createBucketConfiguration(location -> location.locationConstraint(REGION.id())));
        cloud.table(PROCESS_TABLE, "PK");
        cloud.table(DISPLAY_TABLE, "PK");
        cloud.table(HISTORY_TABLE, "PK");
        cloud.table(BASE_RESOURCE_TABLE, "PK", "SK");
        cloud.table(AGREEMENT_TABLE, "PK", "SK");
        return cloud;
    }

    public URI endpoint() {
        return moto.endpoint();
    }

    public Faults faults() {
        return faults;
    }

    public DynamoDbClient dynamo() {
        return dynamo;
    }

    public S3Client s3() {
        return s3;
    }

    public S3Presigner presigner() {
        return S3Presigner.builder()
                .endpointOverride(endpoint())
                .region(REGION)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    /** A client as the functions configure it, but of moto. */
    public <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B client(B builder) {
        return toMoto(AwsClientSettings.configure(builder));
    }

    /** Points a client at moto. */
    public <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B toMoto(B builder) {
        return builder.httpClient(faults)
                .httpClientBuilder(null)
                .endpointOverride(endpoint())
                .region(REGION)
                .credentialsProvider(CREDENTIALS);
    }

    /** The variables that lead a function's own process to moto. */
    public Map<String, String> variables() {
        return Map.ofEntries(
                Map.entry("AWS_ENDPOINT_URL", endpoint().toString()),
                Map.entry("IMAGE_BUCKET", BUCKET),
                Map.entry("PROCESS_TABLE", PROCESS_TABLE),
                Map.entry("DISPLAY_TABLE", DISPLAY_TABLE),
                Map.entry("DISPLAY_HISTORY_TABLE", HISTORY_TABLE),
                Map.entry("BASE_RESOURCE_TABLE", BASE_RESOURCE_TABLE),
                Map.entry("USER_AGREEMENT_TABLE", AGREEMENT_TABLE),
                Map.entry("AUTHORIZATION", "none"),
                Map.entry("ALLOWED_ORIGINS", "http://localhost:3000,https://gallery.example.com"),
                Map.entry("MAX_UPLOAD_BYTES", "15000000"),
                Map.entry("MAX_PIXELS", "50000000"),
                Map.entry("FACE_DETECTOR", "embedded"),
                Map.entry("RESTORE", "true"),
                Map.entry("FACECHAIN_ENDPOINT", "gallery-local-facechain"),
                Map.entry("FACECHAIN_MODE", "async"),
                Map.entry("GFPGAN_ENDPOINT", "gallery-local-gfpgan"),
                Map.entry("GFPGAN_MODE", "async"),
                Map.entry("PERSONAL_RETENTION_DAYS", "14"),
                Map.entry("ENVIRONMENT", "local"));
    }

    public void baseImage(String theme, String gender, String skin, String name) {
        put(
                BASE_RESOURCE_TABLE,
                Map.of(
                        "PK", "#THEME#" + theme + "#GENDER#" + gender + "#SKIN#" + skin,
                        "SK", "#UUID#" + name,
                        "base_image_object_key", "images/base-image/" + name + ".jpeg",
                        "story", "The story of " + name));
    }

    public void put(String table, Map<String, String> item) {
        dynamo.putItem(put -> put.tableName(table)
                .item(item.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, each -> AttributeValue.fromS(each.getValue())))));
    }

    /** The item at that partition key, each value as text; empty when there is none. */
    public Map<String, String> item(String table, String partitionKey) {
        return texts(dynamo.getItem(get -> get.tableName(table)
                        .key(Map.of("PK", AttributeValue.fromS(partitionKey)))
                        .consistentRead(true))
                .item());
    }

    /** All items, each value as text. */
    public List<Map<String, String>> items(String table) {
        return dynamo.scanPaginator(scan -> scan.tableName(table)).items().stream()
                .map(TestCloud::texts)
                .toList();
    }

    private static Map<String, String> texts(Map<String, AttributeValue> item) {
        Map<String, String> texts = new TreeMap<>();
        item.forEach((name, value) -> texts.put(
                name,
                switch (value.type()) {
                    case S -> value.s();
                    case N -> value.n();
                    case BOOL -> value.bool().toString();
                    case M -> texts(value.m()).toString();
                    default -> value.toString();
                }));
        return texts;
    }

    public void upload(String key, byte[] bytes) {
        s3.putObject(put -> put.bucket(BUCKET).key(key).contentType("image/jpeg"), RequestBody.fromBytes(bytes));
    }

    public byte[] download(String key) {
        return s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asByteArray();
    }

    public List<String> keys(String prefix) {
        return s3.listObjectsV2Paginator(list -> list.bucket(BUCKET).prefix(prefix)).contents().stream()
                .map(object -> object.key())
                .toList();
    }

    private void table(String name, String... keys) {
        dynamo.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(Stream.of(keys)
                        .map(key -> AttributeDefinition.builder()
                                .attributeName(key)
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .toList())
                .keySchema(Stream.of(keys)
                        .map(key -> KeySchemaElement.builder()
                                .attributeName(key)
                                .keyType(key.equals("PK") ? KeyType.HASH : KeyType.RANGE)
                                .build())
                        .toList()));
    }

    @Override
    public void close() {
        moto.close();
    }
}
