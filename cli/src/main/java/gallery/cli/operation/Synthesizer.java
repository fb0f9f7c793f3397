package gallery.cli.operation;

import gallery.stacks.SynthRequest;
import gallery.stacks.SynthesizedStack;
import java.util.List;

/** Turns the stacks' Java into Terraform configuration; a boundary, as it takes seconds and starts Node.js. */
@FunctionalInterface
public interface Synthesizer {

    /** Writes the configuration of every stack and returns them in the catalogue's order. */
    List<SynthesizedStack> synth(SynthRequest request);
}
