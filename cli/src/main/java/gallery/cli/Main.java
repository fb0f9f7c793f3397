package gallery.cli;

import gallery.cli.command.CommandLineFactory;
import gallery.cli.console.Terminal;
import gallery.cli.emulator.Emulator;
import gallery.cli.exit.ExitCode;
import gallery.cli.layout.Installation;
import gallery.cli.layout.ToolPath;
import gallery.cli.operation.Surroundings;
import gallery.cli.process.DetachedProcessRunner;
import gallery.cli.run.Interruption;
import gallery.cli.terraform.ProviderSource;
import gallery.stacks.GalleryApp;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Starts the command line: builds what touches the outside once, runs the command, and ends the process. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Map<String, String> variables = System.getenv();
        DetachedProcessRunner processes = new DetachedProcessRunner(new ToolPath(variables.getOrDefault("PATH", "")));
        Interruption interruption = new Interruption();
        Terminal terminal = terminal();
        Installation installation = installation(variables);
        Surroundings surroundings = new Surroundings(
                installation,
                variables,
                ProviderSource.MIRRORS,
                terminal,
                processes,
                interruption,
                Clock.systemUTC(),
                new Emulator(
                        installation.work(), installation.home(), variables, ProcessBuilder::start, Clock.systemUTC()),
                // A reference to the method would load CDKTF for commands that need none of it.
                request -> GalleryApp.synth(request));
        Shutdown shutdown = Shutdown.install(interruption, processes, terminal);
        int status;
        try {
            status = CommandLineFactory.create(surroundings).execute(arguments);
        } finally {
            shutdown.finished();
        }
        System.exit(interruption.isRequested() ? ExitCode.INTERRUPTED.code() : status);
    }

    private static Installation installation(Map<String, String> variables) {
        Path home = Path.of(System.getProperty("gallery.home", "."));
        Path functions = Path.of(
                System.getProperty("gallery.functions", home.resolve("lambda").toString()));
        String work = variables.getOrDefault("GALLERY_WORK_DIR", "");
        return new Installation(home, functions, work.isEmpty() ? home.resolve(".gallery") : Path.of(work));
    }

    // Whether a person sits there is the launcher's to say: Java cannot tell input from output, and changed its mind
    // about System.console() in version 22.
    private static Terminal terminal() {
        return new Terminal(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                Boolean.getBoolean("gallery.interactive"));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
