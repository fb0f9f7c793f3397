package gallery.stacks.policy;

import java.util.stream.Stream;

/** What is allowed is listed action by action. */
final class NoWildcardActions implements Policy {

    @Override
    public String id() {
        return "no-wildcard-actions";
    }

    @Override
    public String reason() {
        return "A pattern grants whatever AWS adds later.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        return deployment
                .statements()
                .filter(PolicyStatement::allows)
                .flatMap(statement -> Stream.concat(
                        statement.actions().stream()
                                .filter(action -> action.contains("*"))
                                .map(action -> statement.finding("allows " + action)),
                        Stream.of("NotAction", "NotResource")
                                .filter(statement.json()::has)
                                .map(element -> statement.finding("allows by " + element))));
    }
}
