package gallery.stacks.policy;

import java.util.stream.Stream;

/** Every table is encrypted with a KMS key. */
final class EncryptedTables implements Policy {

    @Override
    public String id() {
        return "encrypted-tables";
    }

    @Override
    public String reason() {
        return "Only then does CloudTrail show who decrypted personal data.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        return deployment
                .resources("aws_dynamodb_table")
                .filter(table ->
                        !table.block("server_side_encryption").path("enabled").asBoolean())
                .map(table -> table.finding("has no server_side_encryption"));
    }
}
