package gallery.cli.flow;

import gallery.cli.console.Style;
import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.cli.graph.StackGraph;
import gallery.cli.operation.AppliedStack;
import gallery.cli.operation.Applier;
import gallery.cli.operation.Deployment;
import gallery.cli.operation.Guards;
import gallery.cli.operation.PlannedStack;
import gallery.cli.operation.Planner;
import gallery.cli.operation.RunSettings;
import gallery.cli.operation.Selection;
import gallery.cli.operation.Surroundings;
import gallery.cli.report.ApplyReport;
import gallery.cli.report.FailureReport;
import gallery.cli.report.JsonReport;
import gallery.cli.report.PlanReport;
import gallery.cli.report.RunExit;
import gallery.cli.run.Outcome;
import gallery.cli.run.StackResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code gallery-cli apply} and {@code gallery-cli destroy}: plan, show, ask, apply what was shown. */
public final class ChangeFlow {

    private final Surroundings surroundings;
    private final RunSettings settings;
    private final Console console;

    public ChangeFlow(Surroundings surroundings, RunSettings settings, boolean json, Style style) {
        this.surroundings = surroundings;
        this.settings = settings;
        this.console = new Console(surroundings.terminal(), style, json, settings.verbose());
    }

    /** Makes what exists equal to the stacks. */
    public ExitCode apply(boolean autoApprove) {
        refuseSilentApproval(autoApprove);
        try (Deployment deployment = Deployment.open(settings, surroundings)) {
            Guards.refuseMissingDependencies(deployment);
            return change(deployment, Direction.APPLY, autoApprove);
        }
    }

    /** Removes what the stacks own. */
    public ExitCode destroy(boolean autoApprove) {
        Selection selection = Selection.of(settings, surroundings.installation());
        Guards.refuseProtected(selection);
        refuseSilentApproval(autoApprove);
        try (Deployment deployment = Deployment.open(selection, settings, surroundings)) {
            Guards.refuseDestroy(deployment);
            return change(deployment, Direction.DESTROY, autoApprove);
        }
    }

    private ExitCode change(Deployment deployment, Direction direction, boolean autoApprove) {
        Planner planner = new Planner(deployment, direction == Direction.DESTROY, console.logs());
        try {
            console.announce("Planning", deployment);
            List<StackResult<PlannedStack>> plans = planner.planAll(console.progress(deployment, PlanReport::headline));
            console.tell("");
            boolean hasWork = plans.stream()
                    .flatMap(plan -> plan.value().stream())
                    .anyMatch(plan -> plan.plan().hasChanges());
            if (surroundings.interruption().isRequested() || !hasWork) {
                return end(deployment, direction, notApplied(plans));
            }
            PlanReport.changes(plans).forEach(console::tell);
            console.tell("");
            PlanReport.table(plans).forEach(console::tell);
            if (!autoApprove) {
                ask(deployment, direction);
            }
            console.tell("");
            console.announce(direction.participle, deployment);
            StackGraph order = direction == Direction.APPLY
                    ? deployment.graph()
                    : deployment.graph().reversed();
            List<StackResult<AppliedStack>> results = new Applier(deployment, planner, console.logs())
                    .applyAll(order, plans, console.progress(deployment, direction::headline));
            console.tell("");
            return end(deployment, direction, results);
        } finally {
            planner.discardPlans();
        }
    }

    private ExitCode end(Deployment deployment, Direction direction, List<StackResult<AppliedStack>> results) {
        ExitCode exit = RunExit.of(results, surroundings.interruption().isRequested());
        if (console.json()) {
            surroundings.terminal().result(JsonReport.apply(direction.command, settings.environment(), results, exit));
        } else {
            console.tables(ApplyReport.table(direction.past, results));
        }
        FailureReport.print(surroundings.terminal(), console.style(), results, deployment::logOf);
        return exit;
    }

    // With nothing to do, the plans are the result; only an interrupt leaves something undone.
    private static List<StackResult<AppliedStack>> notApplied(List<StackResult<PlannedStack>> plans) {
        List<StackResult<AppliedStack>> results = new ArrayList<>();
        for (StackResult<PlannedStack> plan : plans) {
            boolean undone =
                    plan.value().filter(planned -> planned.plan().hasChanges()).isPresent();
            results.add(
                    undone
                            ? new StackResult<>(
                                    plan.stack(),
                                    new Outcome.Skipped<>("interrupted before it was applied"),
                                    plan.took())
                            : plan.map(planned -> new AppliedStack(planned, 0)));
        }
        return results;
    }

    private void ask(Deployment deployment, Direction direction) {
        console.tell("");
        String question = direction.question + " environment '"
                + deployment.environment().name() + "' as shown? Only 'yes' is accepted: ";
        String answer = surroundings.terminal().ask(question).orElse("");
        if (!answer.strip().equals("yes")) {
            throw new CliException(ExitCode.REFUSED, "not approved; nothing was changed");
        }
    }

    private void refuseSilentApproval(boolean autoApprove) {
        if (!autoApprove && !surroundings.terminal().isInteractive()) {
            throw new CliException(
                    ExitCode.REFUSED,
                    "approval is needed, but there is no terminal to ask at: look at the plan with 'gallery-cli plan',"
                            + " then add --auto-approve");
        }
    }

    /** The words of the two directions. */
    private enum Direction {
        APPLY("apply", "Applying", "Applied", "Change"),
        DESTROY("destroy", "Destroying", "Destroyed", "Destroy");

        private final String command;
        private final String participle;
        private final String past;
        private final String question;

        Direction(String command, String participle, String past, String question) {
            this.command = command;
            this.participle = participle;
            this.past = past;
            this.question = question;
        }

        private String headline(AppliedStack applied) {
            if (!applied.planned().plan().hasChanges()) {
                return "unchanged";
            }
            return past.toLowerCase(Locale.ROOT) + " " + applied.resources()
                    + (applied.resources() == 1 ? " resource" : " resources");
        }
    }
}
