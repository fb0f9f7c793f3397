package gallery.cli.operation;

/**
 * A stack after its apply.
 *
 * @param planned the plan that was applied
 * @param resources how many resources were created, changed or removed
 */
public record AppliedStack(PlannedStack planned, int resources) {}
