package gallery.cli.command;

import gallery.cli.exit.ExitCode;
import gallery.cli.operation.Surroundings;
import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Builds the command line and decides how its mistakes are told. */
public final class CommandLineFactory {

    private CommandLineFactory() {}

    public static CommandLine create(Surroundings surroundings) {
        CommandLine commandLine = new CommandLine(new GalleryCommand(), factory(surroundings));
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        commandLine.setUsageHelpWidth(110);
        commandLine.setParameterExceptionHandler((exception, arguments) -> misuse(exception, surroundings));
        commandLine.setExecutionExceptionHandler((exception, command, parsed) ->
                new Failures(surroundings).report(exception).code());
        return commandLine;
    }

    // Each command takes the surroundings, so that none of them reaches for a static.
    private static IFactory factory(Surroundings surroundings) {
        IFactory otherwise = CommandLine.defaultFactory();
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                    if (constructor.getParameterCount() == 1
                            && constructor.getParameterTypes()[0] == Surroundings.class) {
                        return type.cast(constructor.newInstance(surroundings));
                    }
                }
                return otherwise.create(type);
            }
        };
    }

    private static int misuse(ParameterException exception, Surroundings surroundings) {
        CommandLine command = exception.getCommandLine();
        StringBuilder message = new StringBuilder("gallery-cli: ").append(exception.getMessage());
        if (exception instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            message.append("; did you mean ")
                    .append(String.join(" or ", unmatched.getSuggestions()))
                    .append('?');
        }
        surroundings.terminal().tell(message.toString());
        surroundings.terminal().tell("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE.code();
    }
}
