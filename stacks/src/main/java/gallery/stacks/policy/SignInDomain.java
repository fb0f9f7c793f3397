package gallery.stacks.policy;

import java.util.List;
import java.util.stream.Stream;

/**
 * The sign-in domain has a name that Cognito takes.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html">prefix
 *     domains</a>
 */
final class SignInDomain implements Policy {

    private static final List<String> RESERVED = List.of("aws", "amazon", "cognito");

    @Override
    public String id() {
        return "sign-in-domain";
    }

    @Override
    public String reason() {
        return "Cognito refuses its own names, and does so only in mid-apply.";
    }

    @Override
    public Stream<Finding> findings(Deployment deployment) {
        return deployment
                .resources("aws_cognito_user_pool_domain")
                .flatMap(domain -> RESERVED.stream()
                        .filter(word -> domain.text("domain").contains(word))
                        .map(word -> domain.finding("the domain '" + domain.text("domain") + "' contains " + word)));
    }
}
