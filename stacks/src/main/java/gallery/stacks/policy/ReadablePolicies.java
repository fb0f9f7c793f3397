package gallery.stacks.policy;

import java.util.stream.Stream;

/** Policies are literal JSON. */
final class ReadablePolicies implements Policy {

    @Override
    public String id() {
        return "readable-policies";
    }

    @Override
    public String reason() {
        return "What cannot be read in the synthesized configuration cannot be checked there.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        return deployment
                .resources()
                .flatMap(resource -> PolicyStatement.ARGUMENTS.stream()
                        .sorted()
                        .filter(argument -> resource.body().has(argument))
                        .filter(argument ->
                                !PolicyStatement.parse(resource.text(argument)).isObject())
                        .map(argument -> resource.finding("its " + argument + " is not a JSON object")));
    }
}
