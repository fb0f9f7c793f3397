package gallery.stacks.policy;

/**
 * One place that breaks a policy.
 *
 * @param place the stack and, where there is one, the resource's address
 * @param message what is wrong there
 */
record Finding(String place, String message) {}
