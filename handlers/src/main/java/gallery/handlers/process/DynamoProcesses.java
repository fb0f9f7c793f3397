package gallery.handlers.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The process table in Amazon DynamoDB.
 *
 * <p>Beside the images it holds, for a week each, which attempt SageMaker's failure objects belong to: their names are
 * SageMaker's own.
 */
public final class DynamoProcesses implements Processes {

    private static final Duration FAILURES_KEPT = Duration.ofDays(7);

    private static final String STATUS = "status";
    private static final String HISTORY = "status_history";
    private static final String UPDATED = "updated_at";
    private static final String REASON = "reason";
    private static final String ATTEMPT = "attempt";
    private static final String ATTEMPT_STARTED = "attempt_started_at";
    private static final String ATTEMPT_ACCEPTED = "attempt_accepted";

    private final DynamoDbClient dynamo;
    private final String table;
    private final Clock clock;

    public DynamoProcesses(DynamoDbClient dynamo, String table, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public void create(ImageProcess process, String requestId) {
        String since = process.since().toString();
        Item item = Item.create()
                .with(Item.PARTITION_KEY, key(process.id()))
                .with("uuid", process.id().value())
                .with("userId", process.userId())
                .with("theme", process.choice().theme())
                .with("gender", process.choice().gender())
                .with("skin", process.choice().skin())
                .with("base_image_object_key", process.baseImageKey())
                .with("base_story", process.story())
                .with(STATUS, process.status().name())
                .with(HISTORY, Map.of(process.status().name(), AttributeValue.fromS(since)))
                .with("created_at", since)
                .with(UPDATED, since)
                .with("request_id", requestId)
                .withExpiry(process.expires());
        // The second condition holds when an earlier try has been written, but its answer was lost.
        dynamo.putItem(put -> put.tableName(table)
                .item(item.attributes())
                .conditionExpression("attribute_not_exists(PK) OR request_id = :request")
                .expressionAttributeValues(
                        Item.create().with(":request", requestId).attributes()));
    }

    @Override
    public Optional<ImageProcess> find(ImageId id) {
        return read(key(id)).map(item -> process(id, item));
    }

    @Override
    public boolean move(ImageProcess seen, Status to) {
        return update(
                seen.id(),
                "SET #status = :to, status_history.#to = :now, updated_at = :now REMOVE reason",
                "#status = :from",
                Map.of("#status", STATUS, "#to", to.name()),
                Item.create().with(":to", to.name()).with(":from", seen.status().name()));
    }

    @Override
    public boolean fail(ImageProcess seen, Failure reason) {
        return update(
                seen.id(),
                "SET #status = :to, status_history.#to = :now, updated_at = :now, #reason = :reason",
                "#status = :from",
                Map.of("#status", STATUS, "#to", Status.FAILED.name(), "#reason", REASON),
                Item.create()
                        .with(":to", Status.FAILED.name())
                        .with(":from", seen.status().name())
                        .with(":reason", reason.name()));
    }

    @Override
    public boolean begin(ImageProcess seen, Status to, Attempt attempt) {
        Item values = Item.create()
                .with(":to", to.name())
                .with(":from", seen.status().name())
                .with(":attempt", attempt.token())
                .with(":started", attempt.started().toString())
                .with(":no", false);
        seen.attempt().ifPresent(earlier -> values.with(":earlier", earlier.token()));
        String unchanged = seen.attempt().isPresent() ? "attempt = :earlier" : "attribute_not_exists(attempt)";
        // The last condition holds when an earlier try has been written, but its answer was lost.
        return update(
                seen.id(),
                "SET #status = :to, status_history.#to = :now, updated_at = :now, attempt = :attempt,"
                        + " attempt_started_at = :started, attempt_accepted = :no REMOVE reason",
                "(#status = :from AND " + unchanged + ") OR attempt = :attempt",
                Map.of("#status", STATUS, "#to", to.name()),
                values);
    }

    @Override
    public boolean release(ImageProcess seen, Attempt attempt) {
        Item values = Item.create().with(":from", seen.status().name()).with(":attempt", attempt.token());
        String restored = " REMOVE attempt, attempt_started_at, attempt_accepted";
        if (seen.attempt().isPresent()) {
            Attempt earlier = seen.attempt().get();
            values.with(":earlier", earlier.token())
                    .with(":started", earlier.started().toString())
                    .with(":accepted", earlier.accepted());
            restored = ", attempt = :earlier, attempt_started_at = :started, attempt_accepted = :accepted";
        }
        return update(
                seen.id(),
                "SET #status = :from, updated_at = :now" + restored,
                "attempt = :attempt",
                Map.of("#status", STATUS),
                values);
    }

    @Override
    public void accept(ImageId id, Attempt attempt, Optional<String> failureKey) {
        failureKey.ifPresent(key -> dynamo.putItem(put -> put.tableName(table)
                .item(Item.create()
                        .with(Item.PARTITION_KEY, failure(key))
                        .with("uuid", id.value())
                        .with(ATTEMPT, attempt.token())
                        .withExpiry(Optional.of(attempt.started().plus(FAILURES_KEPT)))
                        .attributes())));
        update(
                id,
                "SET attempt_accepted = :yes, updated_at = :now",
                "attempt = :attempt",
                Map.of(),
                Item.create().with(":yes", true).with(":attempt", attempt.token()));
    }

    @Override
    public Optional<FailedAttempt> findByFailure(String failureKey) {
        return read(failure(failureKey))
                .map(item -> new FailedAttempt(new ImageId(item.text("uuid")), item.text(ATTEMPT)));
    }

    private Optional<Item> read(String partitionKey) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).key(Item.key(partitionKey)).consistentRead(true))
                .item();
        return Optional.of(Item.of(found)).filter(item -> !found.isEmpty() && !item.isExpired(clock.instant()));
    }

    private boolean update(ImageId id, String expression, String condition, Map<String, String> names, Item values) {
        values.with(":now", clock.instant().toString());
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(Item.key(key(id)))
                    .updateExpression(expression)
                    .conditionExpression(condition)
                    .expressionAttributeNames(names.isEmpty() ? null : names)
                    .expressionAttributeValues(values.attributes()));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private static ImageProcess process(ImageId id, Item item) {
        Optional<Attempt> attempt = item.optional(ATTEMPT)
                .map(token ->
                        new Attempt(Instant.parse(item.text(ATTEMPT_STARTED)), token, item.flag(ATTEMPT_ACCEPTED)));
        return new ImageProcess(
                id,
                item.text("userId"),
                new Choice(item.text("theme"), item.text("gender"), item.text("skin")),
                item.text("base_image_object_key"),
                item.text("base_story"),
                Status.valueOf(item.text(STATUS)),
                since(item),
                item.optional(REASON).map(Failure::valueOf),
                attempt,
                item.expiry());
    }

    private static Instant since(Item item) {
        return Instant.parse(item.map(HISTORY).text(item.text(STATUS)));
    }

    private static String key(ImageId id) {
        return "#UUID#" + id;
    }

    private static String failure(String key) {
        return "#INFERENCE-FAILURE#" + key;
    }
}
