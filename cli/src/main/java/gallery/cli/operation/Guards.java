package gallery.cli.operation;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import java.util.ArrayList;
import java.util.List;

/** What an apply or a destroy is refused for before anything is planned. */
public final class Guards {

    private Guards() {}

    /** Refuses to apply stacks whose dependencies are neither applied nor about to be. */
    public static void refuseMissingDependencies(Deployment deployment) {
        deployment.requireEmulator();
        List<String> missing = new ArrayList<>();
        for (String stack : deployment.graph().inOrder()) {
            deployment
                    .missingDependenciesOf(stack)
                    .forEach(dependency -> missing.add(stack + " runs after " + dependency));
        }
        if (!missing.isEmpty()) {
            throw new CliException(
                    ExitCode.REFUSED,
                    "not applied yet in environment '"
                            + deployment.environment().name() + "': " + String.join(", ", missing)
                            + ". Add --with-dependencies, or apply these first");
        }
    }

    /** Refuses to destroy what is protected, and stacks that others still stand on. */
    public static void refuseDestroy(Deployment deployment) {
        deployment.requireEmulator();
        if (!deployment.hasLocalState()) {
            return;
        }
        List<String> selected = deployment.graph().inOrder();
        List<String> used = new ArrayList<>();
        for (String stack : selected) {
            for (String dependant : deployment.wholeGraph().dependantsOf(stack)) {
                if (!selected.contains(dependant)
                        && deployment.localState(dependant).holdsResources()) {
                    used.add(dependant + " runs after " + stack);
                }
            }
        }
        if (!used.isEmpty()) {
            throw new CliException(
                    ExitCode.REFUSED,
                    "still applied in environment '" + deployment.environment().name() + "': " + String.join(", ", used)
                            + ". Destroy these as well, or first");
        }
    }

    /** Refuses a protected environment; reads its file only, so nothing slow comes before. */
    public static void refuseProtected(Selection selection) {
        if (selection.environment().isProtected()) {
            throw new CliException(
                    ExitCode.REFUSED,
                    "environment '" + selection.environment().name()
                            + "' is protected and is not destroyed: set 'protected: false' in its file and apply that first");
        }
    }
}
