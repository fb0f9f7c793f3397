package gallery.cli.terraform;

import java.nio.file.Path;
import java.util.List;

/** {@code terraform show} of a saved plan, as people read it. Costs a start of the provider, so only on request. */
public record ShowPlanCommand(Path planFile) implements TerraformCommand<String> {

    @Override
    public List<String> arguments() {
        return List.of("show", "-no-color", planFile.toString());
    }

    @Override
    public boolean writesMessages() {
        return false;
    }

    @Override
    public String parse(TerraformOutput output) {
        return output.text();
    }
}
