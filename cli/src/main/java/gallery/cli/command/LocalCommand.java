package gallery.cli.command;

import gallery.cli.emulator.Emulator;
import gallery.cli.emulator.EmulatorStatus;
import gallery.cli.emulator.RunningEmulator;
import gallery.cli.exit.ExitCode;
import gallery.cli.operation.Surroundings;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The AWS emulator behind the local environment. */
@Command(
        name = "local",
        description = "Start, stop or find the AWS emulator of environment 'local'.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(start | stop | status)",
        footer = {"", "The emulator keeps nothing on disk: after a stop, the next apply creates everything again."})
final class LocalCommand {

    private final Surroundings surroundings;

    LocalCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(name = "start", description = "Start it, or say where it runs already.", mixinStandardHelpOptions = true)
    int start(
            @Option(names = "--port", paramLabel = "N", description = "Port on 127.0.0.1 (default: a free one).")
                    @Nullable
                    Integer port) {
        OptionalInt wanted =
                port == null ? OptionalInt.empty() : OptionalInt.of(Numbers.between("--port", 1, 65535, port));
        Emulator.Started started = surroundings.emulator().start(wanted);
        surroundings
                .terminal()
                .tell(started.alreadyRunning() ? "The emulator is running already." : "The emulator is running.");
        show(started.emulator());
        return ExitCode.OK.code();
    }

    @Command(name = "stop", description = "Stop it; fine when none runs.", mixinStandardHelpOptions = true)
    int stop() {
        Optional<Long> ended = surroundings.emulator().stop();
        surroundings
                .terminal()
                .tell(ended.map(pid -> "The emulator (process " + pid + ") has ended.")
                        .orElse("No emulator was running."));
        return ExitCode.OK.code();
    }

    @Command(
            name = "status",
            description = "Say whether it runs and where; exit 69 when it does not answer.",
            mixinStandardHelpOptions = true)
    int status() {
        EmulatorStatus status = surroundings.emulator().status();
        if (status instanceof EmulatorStatus.Running running) {
            show(running.emulator());
            return ExitCode.OK.code();
        }
        surroundings
                .terminal()
                .tell(
                        status instanceof EmulatorStatus.Silent silent
                                ? "The emulator (process " + silent.pid()
                                        + ") does not answer: end it with 'gallery-cli local stop'."
                                : "No emulator is running: start one with 'gallery-cli local start'.");
        return ExitCode.UNAVAILABLE.code();
    }

    private void show(RunningEmulator emulator) {
        surroundings.terminal().result(emulator.url().toString());
        surroundings
                .terminal()
                .tell("process " + emulator.pid() + ", since " + emulator.since() + ", log " + emulator.log());
    }
}
