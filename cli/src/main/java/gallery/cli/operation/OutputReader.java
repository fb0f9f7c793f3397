package gallery.cli.operation;

import gallery.cli.terraform.OutputCommand;
import gallery.cli.terraform.OutputCommand.Value;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads the outputs of applied stacks. */
public final class OutputReader {

    private final Deployment deployment;
    private final Consumer<StackLog> afterwards;

    /** @param afterwards sees each stack's log before it is closed */
    public OutputReader(Deployment deployment, Consumer<StackLog> afterwards) {
        this.deployment = deployment;
        this.afterwards = afterwards;
    }

    /** The outputs of one stack; none when it is not applied. */
    public SortedMap<String, Value> read(String stack) {
        if (deployment.hasLocalState() && !deployment.localState(stack).holdsResources()) {
            return new TreeMap<>();
        }
        try (StackLog log = deployment.log(stack, "output")) {
            try {
                deployment.init(stack, log);
                return deployment.terraform(stack, new OutputCommand(), log);
            } finally {
                afterwards.accept(log);
            }
        }
    }
}
