package gallery.cli.operation;

import gallery.cli.console.Terminal;
import gallery.cli.emulator.Emulator;
import gallery.cli.emulator.EmulatorStatus;
import gallery.cli.layout.Installation;
import gallery.cli.layout.ToolPath;
import gallery.cli.process.ProcessRunner;
import gallery.cli.run.Interruption;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Everything outside the CLI that it touches; built once at the start and handed down.
 *
 * @param variables the environment variables
 * @param mirrors the folder whose children may be provider mirrors
 * @param emulator the AWS emulator of the work directory, running or not
 */
public record Surroundings(
        Installation installation,
        Map<String, String> variables,
        Path mirrors,
        Terminal terminal,
        ProcessRunner processes,
        Interruption interruption,
        Clock clock,
        Emulator emulator,
        Synthesizer synthesizer) {

    public ToolPath tools() {
        return new ToolPath(variables.getOrDefault("PATH", ""));
    }

    /** Where the emulator answers; empty when it does not. */
    public Optional<URI> emulatorAddress() {
        return emulator.status() instanceof EmulatorStatus.Running running
                ? Optional.of(running.emulator().url())
                : Optional.empty();
    }
}
