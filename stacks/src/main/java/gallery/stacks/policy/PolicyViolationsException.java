package gallery.stacks.policy;

import java.util.List;
import java.util.stream.Collectors;

/** Stacks that break policies; carries every violation of all stacks. */
public final class PolicyViolationsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    PolicyViolationsException(List<Violation> violations) {
        super(violations.stream()
                .map(Violation::toString)
                .collect(Collectors.joining("\n  ", "the stacks break " + count(violations.size()) + ":\n  ", "")));
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }

    private static String count(int violations) {
        return violations == 1 ? "1 policy" : "policies in " + violations + " places";
    }
}
