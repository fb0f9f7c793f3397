package gallery.stacks.policy;

/**
 * A broken policy, as it is reported.
 *
 * @param policy the policy's id
 * @param reason why the policy exists
 * @param place the stack and, where there is one, the resource's address
 * @param message what is wrong there
 */
public record Violation(String policy, String reason, String place, String message) {

    @Override
    public String toString() {
        return place + ": " + message + " [" + policy + "] " + reason;
    }
}
