package gallery.cli.flow;

import gallery.cli.console.Style;
import gallery.cli.exit.ExitCode;
import gallery.cli.operation.Deployment;
import gallery.cli.operation.PlannedStack;
import gallery.cli.operation.Planner;
import gallery.cli.operation.RunSettings;
import gallery.cli.operation.Surroundings;
import gallery.cli.report.FailureReport;
import gallery.cli.report.JsonReport;
import gallery.cli.report.PlanReport;
import gallery.cli.report.RunExit;
import gallery.cli.run.StackResult;
import java.util.List;

/** {@code gallery-cli plan}. */
public final class PlanFlow {

    private final Surroundings surroundings;
    private final RunSettings settings;
    private final Console console;

    public PlanFlow(Surroundings surroundings, RunSettings settings, boolean json, Style style) {
        this.surroundings = surroundings;
        this.settings = settings;
        this.console = new Console(surroundings.terminal(), style, json, settings.verbose());
    }

    /**
     * Plans and reports.
     *
     * @param details whether every attribute of every change is shown
     * @param detailedExitCode whether changes end in {@link ExitCode#CHANGES}
     */
    public ExitCode plan(boolean details, boolean detailedExitCode) {
        try (Deployment deployment = Deployment.open(settings, surroundings)) {
            Planner planner = new Planner(deployment, false, console.logs());
            try {
                return plan(deployment, planner, details, detailedExitCode);
            } finally {
                planner.discardPlans();
            }
        }
    }

    private ExitCode plan(Deployment deployment, Planner planner, boolean details, boolean detailedExitCode) {
        console.announce("Planning", deployment);
        List<StackResult<PlannedStack>> results = planner.planAll(console.progress(deployment, PlanReport::headline));
        ExitCode exit = exit(results, detailedExitCode);
        console.tell("");
        if (console.json()) {
            surroundings.terminal().result(JsonReport.plan(settings.environment(), results, exit));
        } else {
            console.tables(PlanReport.table(results));
        }
        if (details) {
            showDetails(planner, results);
        }
        FailureReport.print(surroundings.terminal(), console.style(), results, deployment::logOf);
        return exit;
    }

    private ExitCode exit(List<StackResult<PlannedStack>> results, boolean detailed) {
        ExitCode exit = RunExit.of(results, surroundings.interruption().isRequested());
        boolean changes = results.stream()
                .flatMap(result -> result.value().stream())
                .anyMatch(planned -> planned.plan().hasChanges());
        return detailed && changes && exit == ExitCode.OK ? ExitCode.CHANGES : exit;
    }

    private void showDetails(Planner planner, List<StackResult<PlannedStack>> results) {
        for (StackResult<PlannedStack> result : results) {
            if (result.value().filter(planned -> planned.plan().hasChanges()).isPresent()) {
                console.tables(List.of("", result.stack(), planner.details(result.stack())));
            }
        }
    }
}
