package gallery.stacks.policy;

import java.util.stream.Stream;

/** What holds the state of a protected environment resists deletion, in any other it does not. */
final class DeletionProtection implements Policy {

    @Override
    public String id() {
        return "deletion-protection";
    }

    @Override
    public String reason() {
        return "Tables and accounts of a protected environment cannot be made again, and destroy must end clean elsewhere.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        boolean expected = deployment.environment().isProtected();
        Stream<Finding> tables = deployment
                .resources("aws_dynamodb_table")
                .filter(table -> table.isTrue("deletion_protection_enabled") != expected)
                .map(table -> table.finding("must have deletion_protection_enabled = " + expected));
        String setting = expected ? "ACTIVE" : "INACTIVE";
        Stream<Finding> pools = deployment
                .resources("aws_cognito_user_pool")
                .filter(pool -> !pool.text("deletion_protection").equals(setting))
                .map(pool -> pool.finding("must have deletion_protection = " + setting));
        return Stream.concat(tables, pools);
    }
}
