package gallery.cli.operation;

import gallery.cli.layout.PrivateFiles;
import gallery.cli.run.RunListener;
import gallery.cli.run.StackResult;
import gallery.cli.terraform.PlanCommand;
import gallery.cli.terraform.ResourceChange.Action;
import gallery.cli.terraform.ShowPlanCommand;
import gallery.cli.terraform.StackPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Plans stacks into the plan files of the run. */
public final class Planner {

    private final Deployment deployment;
    private final boolean destroy;
    private final Consumer<StackLog> afterwards;

    /**
     * @param destroy whether the plans remove everything
     * @param afterwards sees each stack's log before it is closed
     */
    public Planner(Deployment deployment, boolean destroy, Consumer<StackLog> afterwards) {
        this.deployment = deployment;
        this.destroy = destroy;
        this.afterwards = afterwards;
    }

    /**
     * Plans every selected stack. Plans do not wait for each other: names are known beforehand, and outputs come from
     * what is applied now.
     */
    public List<StackResult<PlannedStack>> planAll(RunListener<PlannedStack> listener) {
        return deployment.onEach(deployment.graph().unordered(), this::plan, listener);
    }

    /** Plans one stack. */
    PlannedStack plan(String stack) {
        try (StackLog log = deployment.log(stack, destroy ? "plan -destroy" : "plan")) {
            try {
                return plan(stack, log);
            } finally {
                afterwards.accept(log);
            }
        }
    }

    private PlannedStack plan(String stack, StackLog log) {
        if (destroy
                && deployment.hasLocalState()
                && !deployment.localState(stack).holdsResources()) {
            return new PlannedStack(StackPlan.EMPTY, new TreeSet<>(), List.of("nothing to destroy"));
        }
        deployment.init(stack, log);
        SortedSet<String> placeholders = destroy ? new TreeSet<>() : unappliedSources(stack, log);
        Path file = deployment.folders().planOf(stack);
        boolean refresh = canRefresh();
        StackPlan plan = deployment.terraform(
                stack,
                new PlanCommand(
                        file,
                        destroy,
                        refresh,
                        placeholders,
                        deployment.settings().lockTimeout()),
                log);
        restrict(file);
        return new PlannedStack(plan, placeholders, notes(stack, plan, placeholders, refresh));
    }

    /** A plan as Terraform prints it for people. */
    public String details(String stack) {
        try (StackLog log = deployment.log(stack, "show")) {
            String text = deployment.terraform(
                    stack, new ShowPlanCommand(deployment.folders().planOf(stack)), log);
            log.add(text);
            return text;
        }
    }

    /** Removes the plan files: they can hold secrets, and are stale after the next apply. */
    public void discardPlans() {
        deployment.graph().inOrder().forEach(this::discardPlan);
    }

    void discardPlan(String stack) {
        try {
            Files.deleteIfExists(deployment.folders().planOf(stack));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SortedSet<String> unappliedSources(String stack, StackLog log) {
        SortedSet<String> unapplied = new TreeSet<>();
        OutputSources sources = OutputSources.of(deployment.directory(stack));
        if (sources.takePlaceholders()) {
            for (String source : sources.names()) {
                if (deployment.has(source) && !deployment.isApplied(source, log)) {
                    unapplied.add(source);
                }
            }
        }
        return unapplied;
    }

    // A plan of the local environment needs no server; without one there is nothing to compare the state with.
    private boolean canRefresh() {
        return !deployment.environment().isLocal() || deployment.emulator().isPresent();
    }

    private List<String> notes(String stack, StackPlan plan, SortedSet<String> placeholders, boolean refresh) {
        List<String> notes = new ArrayList<>();
        if (!placeholders.isEmpty()) {
            notes.add("placeholders for outputs of " + String.join(", ", placeholders) + ", not applied yet");
        }
        List<String> missing = destroy ? List.of() : deployment.missingDependenciesOf(stack);
        if (!missing.isEmpty()) {
            notes.add("runs after " + String.join(", ", missing) + ", not applied yet");
        }
        if (!refresh && deployment.localState(stack).holdsResources()) {
            notes.add("emulator not running: compared with the state only");
        }
        if (plan.changes().isEmpty() && plan.changedOutputs() > 0) {
            notes.add("outputs change");
        }
        note(notes, plan.count(Action.MOVE), "moved in the state");
        note(notes, plan.count(Action.FORGET), "no longer managed");
        return notes;
    }

    private static void note(List<String> notes, int count, String what) {
        if (count > 0) {
            notes.add(count + " " + what);
        }
    }

    private static void restrict(Path planFile) {
        try {
            PrivateFiles.restrict(planFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
