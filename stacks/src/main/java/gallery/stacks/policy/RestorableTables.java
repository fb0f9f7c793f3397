package gallery.stacks.policy;

import java.util.stream.Stream;

/** Every table can be restored to a moment before a mistake. */
final class RestorableTables implements Policy {

    @Override
    public String id() {
        return "restorable-tables";
    }

    @Override
    public String reason() {
        return "A wrong write is as bad as a lost table.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        return deployment
                .resources("aws_dynamodb_table")
                .filter(table ->
                        !table.block("point_in_time_recovery").path("enabled").asBoolean())
                .map(table -> table.finding("has no point_in_time_recovery"));
    }
}
