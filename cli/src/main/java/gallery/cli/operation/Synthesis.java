package gallery.cli.operation;

import gallery.cli.layout.RunLock;
import gallery.cli.layout.WorkFolders;
import gallery.environments.Environment;
import gallery.stacks.SynthRequest;
import gallery.stacks.SynthesizedStack;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Gives the {@link Synthesizer} what belongs to an environment. */
public final class Synthesis {

    private Synthesis() {}

    /**
     * Synthesizes all stacks of an environment and nothing more.
     *
     * @param output receives the configuration; the environment's work folder without it
     */
    public static List<SynthesizedStack> alone(
            Environment environment, Surroundings surroundings, Optional<Path> output) {
        new Tools(surroundings.tools()).node();
        WorkFolders folders = surroundings.installation().workFolders(environment.name());
        if (output.isPresent()) {
            return into(output.get(), environment, surroundings);
        }
        folders.create();
        return RunLock.holding(folders, () -> into(folders.synth(), environment, surroundings));
    }

    static List<SynthesizedStack> into(Path output, Environment environment, Surroundings surroundings) {
        return surroundings
                .synthesizer()
                .synth(new SynthRequest(
                        environment,
                        output,
                        surroundings
                                .installation()
                                .workFolders(environment.name())
                                .state(),
                        surroundings.installation().containers(),
                        surroundings.installation().functions()));
    }
}
