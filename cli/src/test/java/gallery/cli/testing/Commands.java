package gallery.cli.testing;

import gallery.cli.command.CommandLineFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs command lines on a {@link Workbench}. */
public final class Commands {

    private Commands() {}

    /**
     * What a command line led to.
     *
     * @param help what picocli printed by itself
     */
    public record Ended(int status, String out, String err, String help) {}

    /** Runs one command line, as {@code main} does. */
    public static Ended run(Workbench workbench, String... arguments) {
        StringWriter help = new StringWriter();
        CommandLine commandLine = CommandLineFactory.create(workbench.surroundings());
        commandLine.setOut(new PrintWriter(help));
        int status = commandLine.execute(arguments);
        return new Ended(status, workbench.out(), workbench.err(), help.toString());
    }
}
