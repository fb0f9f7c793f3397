package gallery.stacks.policy;

import java.util.stream.Stream;

/** A rule that holds for every stack of every environment. */
interface Policy {

    /** A short name to refer to, in lower case with hyphens. */
    String id();

    /** Why the rule exists, as one sentence. */
    String reason();

    /** Everything in {@code deployment} that breaks the rule. */
    Stream<Finding> findings(Deployment deployment);
}
