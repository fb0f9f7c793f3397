package gallery.cli.command;

import gallery.cli.exit.ExitCode;
import gallery.cli.operation.Surroundings;
import gallery.environments.NearestNames;
import java.lang.reflect.Constructor;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
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
        tellVersion(commandLine);
        return commandLine;
    }

    // Each command takes --version.
    private static void tellVersion(CommandLine commandLine) {
        commandLine.getCommandSpec().versionProvider(new VersionText());
        commandLine.getSubcommands().values().forEach(CommandLineFactory::tellVersion);
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
        CommandSpec command = exception.getCommandLine().getCommandSpec();
        String sentence = exception instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched.getUnmatched().get(0), command)
                : String.valueOf(exception.getMessage());
        surroundings.terminal().tell("gallery-cli: " + sentence);
        surroundings.terminal().tell("Try '" + command.qualifiedName() + " --help'.");
        return ExitCode.USAGE.code();
    }

    // Picocli would say at which index it stands.
    private static String unmatched(String argument, CommandSpec command) {
        if (argument.startsWith("-")) {
            String name = argument.split("=", 2)[0];
            // Every letter is near every other.
            List<String> known = command.optionsMap().keySet().stream()
                    .filter(option -> option.startsWith("--"))
                    .toList();
            return "unknown option '" + name + "'" + (name.startsWith("--") ? NearestNames.hint(name, known) : "");
        }
        if (!command.subcommands().isEmpty()) {
            return "unknown command '" + argument + "'"
                    + NearestNames.hint(argument, command.subcommands().keySet());
        }
        return "unexpected argument '" + argument + "'";
    }
}
