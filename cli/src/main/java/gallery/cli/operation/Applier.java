package gallery.cli.operation;

import gallery.cli.exit.ExitCode;
import gallery.cli.graph.StackGraph;
import gallery.cli.run.Outcome;
import gallery.cli.run.RunListener;
import gallery.cli.run.StackFailedException;
import gallery.cli.run.StackFailure;
import gallery.cli.run.StackResult;
import gallery.cli.terraform.ApplyCommand;
import gallery.cli.terraform.ApplyCommand.Applied;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Applies the plans that a {@link Planner} has made, in the order of the stacks. */
public final class Applier {

    private final Deployment deployment;
    private final Planner planner;
    private final Consumer<StackLog> afterwards;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    /** @param afterwards sees each stack's log before it is closed */
    public Applier(Deployment deployment, Planner planner, Consumer<StackLog> afterwards) {
        this.deployment = deployment;
        this.planner = planner;
        this.afterwards = afterwards;
    }

    /**
     * Applies every plan; a stack whose plan failed fails here too, so that its dependants are skipped.
     *
     * @param order the stacks in the direction of the apply, reversed for a destroy
     */
    public List<StackResult<AppliedStack>> applyAll(
            StackGraph order, List<StackResult<PlannedStack>> plans, RunListener<AppliedStack> listener) {
        Map<String, StackResult<PlannedStack>> byStack = new HashMap<>();
        plans.forEach(plan -> byStack.put(plan.stack(), plan));
        return deployment.onEach(order.restrictedTo(byStack.keySet()), stack -> apply(stack, byStack), listener);
    }

    private AppliedStack apply(String stack, Map<String, StackResult<PlannedStack>> plans) {
        StackResult<PlannedStack> result = plans.get(stack);
        if (result != null && result.outcome() instanceof Outcome.Done<PlannedStack> done) {
            return apply(stack, done.value());
        }
        if (result != null && result.outcome() instanceof Outcome.Failed<PlannedStack> failed) {
            throw new StackFailedException(failed.failure());
        }
        throw new IllegalStateException("no plan of " + stack);
    }

    private AppliedStack apply(String stack, PlannedStack shown) {
        PlannedStack planned = readsWhatChanged(stack, shown) ? planner.plan(stack) : shown;
        if (!planned.placeholders().isEmpty()) {
            throw new StackFailedException(new StackFailure(
                    ExitCode.STACK_FAILED,
                    List.of(stack + " needs the outputs of " + String.join(", ", planned.placeholders())
                            + ", which is not applied: add it with --with-dependencies, or apply it first")));
        }
        if (!planned.plan().hasChanges()) {
            return new AppliedStack(planned, 0);
        }
        if (deployment.hasLocalState()) {
            deployment.localState(stack).backUp();
        }
        try (StackLog log = deployment.log(stack, "apply")) {
            try {
                Applied applied = deployment.terraform(
                        stack,
                        new ApplyCommand(
                                deployment.folders().planOf(stack),
                                deployment.settings().lockTimeout()),
                        log);
                changed.add(stack);
                deployment.markApplied(stack);
                return new AppliedStack(planned, applied.resources());
            } finally {
                afterwards.accept(log);
            }
        }
    }

    // The shown plan knows only the outputs from before this run.
    private boolean readsWhatChanged(String stack, PlannedStack shown) {
        return !shown.placeholders().isEmpty()
                || OutputSources.of(deployment.directory(stack)).names().stream()
                        .anyMatch(changed::contains);
    }
}
