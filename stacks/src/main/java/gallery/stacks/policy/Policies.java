package gallery.stacks.policy;

import gallery.environments.Environment;
import java.util.List;

/** All policies. */
public final class Policies {

    static final List<Policy> ALL = List.of(
            new KnownResourceTypes(),
            new StackTag(),
            new ResourceNames(),
            new SignInDomain(),
            new OneProviderBlock(),
            new NoDataSources(),
            new NoSecrets(),
            new ReadablePolicies(),
            new NoWildcardActions(),
            new JustifiedWildcardResources(),
            new NoAnonymousAccess(),
            new LogRetention(),
            new BlockedPublicAccess(),
            new EncryptedBuckets(),
            new TlsOnlyBuckets(),
            new EncryptedQueues(),
            new ConsumedQueues(),
            new LoggedStages(),
            new EncryptedTables(),
            new RestorableTables(),
            new ForceDestroy(),
            new DeletionProtection());

    private Policies() {}

    /**
     * Checks all stacks of an environment.
     *
     * @throws PolicyViolationsException with every violation, when there is one
     */
    public static void check(Environment environment, List<StackConfiguration> stacks) {
        Deployment deployment = new Deployment(environment, stacks);
        List<Violation> violations = ALL.stream()
                .flatMap(policy -> policy.findings(deployment)
                        .map(found -> new Violation(policy.id(), policy.reason(), found.place(), found.message())))
                .toList();
        if (!violations.isEmpty()) {
            throw new PolicyViolationsException(violations);
        }
    }
}
