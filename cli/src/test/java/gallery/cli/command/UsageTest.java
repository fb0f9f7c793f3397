package gallery.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import gallery.cli.exit.ExitCode;
import gallery.cli.testing.Commands;
import gallery.cli.testing.Commands.Ended;
import gallery.cli.testing.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The command line's own help, and what it says to mistakes. */
class UsageTest {

    @TempDir
    Path temp;

    private Workbench workbench;

    @BeforeEach
    void makeWorkbench() throws IOException {
        workbench = new Workbench(temp);
    }

    @Test
    void everyCommandExplainsItself() {
        List<CommandLine> commands = new ArrayList<>();
        collect(CommandLineFactory.create(workbench.surroundings()), commands);
        assertThat(commands).hasSizeGreaterThan(10);

        for (CommandLine command : commands) {
            String name = command.getCommandSpec().qualifiedName(" ");
            List<String> line = new ArrayList<>(List.of(name.split(" ")));
            line.remove(0);
            line.add("--help");
            Ended ended = Commands.run(workbench, line.toArray(String[]::new));

            assertThat(ended.status()).as(name).isZero();
            assertThat(ended.help()).as(name).startsWith("Usage: " + name).doesNotContain("\u001b");
            assertThat(ended.out() + ended.err()).as(name).isEmpty();
            for (OptionSpec option : command.getCommandSpec().options()) {
                assertThat(ended.help()).as(name).contains(option.longestName());
                assertThat(option.description())
                        .as(name + " " + option.longestName())
                        .isNotEmpty();
            }
            assertThat(ended.help().lines()).as(name).allMatch(text -> text.length() <= 110);
        }
    }

    @Test
    void theRootNamesEveryCommandAndExitCode() {
        String help = Commands.run(workbench, "--help").help();

        assertThat(help).contains("list", "synth", "plan", "apply", "destroy", "output", "doctor", "local", "help");
        for (ExitCode code : ExitCode.values()) {
            assertThat(help).containsPattern("\\b" + code.code() + " [a-z]");
        }
    }

    @Test
    void everyCommandKnowsTheVersion() {
        for (String[] line : new String[][] {{"--version"}, {"plan", "--version"}, {"local", "start", "-V"}}) {
            assertThat(Commands.run(workbench, line).help())
                    .startsWith("gallery-cli ")
                    .contains("needs Terraform 1.10.0 and Node.js 18.0.0 or newer");
        }
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("plan", "unknown option '--stac'; did you mean '--stack'?", "plan", "--stac", "s3"),
                mistake("plan", "unknown option '--stac'; did you mean '--stack'?", "plan", "--stac=s3"),
                mistake("apply", "unknown option '-x'", "apply", "-x"),
                mistake("", "unknown option '--nothing-like-it'", "--nothing-like-it"),
                mistake("", "unknown command 'pln'; did you mean 'plan'?", "pln"),
                mistake("", "Missing required subcommand"),
                mistake("local", "unknown command 'strat'; did you mean 'start'?", "local", "strat"),
                mistake("local", "Missing required subcommand", "local"),
                mistake("plan", "unexpected argument 's3'", "plan", "s3"),
                mistake("output", "unexpected argument 'two'", "output", "one", "two"),
                mistake("plan", "Missing required parameter for option '--env' (NAME)", "plan", "--env"),
                mistake(
                        "plan",
                        "option '--env' (NAME) should be specified only once",
                        "plan",
                        "--env",
                        "a",
                        "--env",
                        "b"),
                mistake(
                        "plan",
                        "Invalid value for option '--parallelism': 'many' is not an int",
                        "plan",
                        "--parallelism",
                        "many"),
                mistake(
                        "apply",
                        "Invalid value for option '--lock-timeout': '1.5' is not an int",
                        "apply",
                        "--lock-timeout",
                        "1.5"),
                mistake(
                        "local start",
                        "Invalid value for option '--port': 'http' is not an int",
                        "local",
                        "start",
                        "--port",
                        "http"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsToldInOneSentence(String command, String sentence, String[] line) {
        Ended ended = Commands.run(workbench, line);

        assertThat(ended.status()).isEqualTo(ExitCode.USAGE.code());
        assertThat(ended.err())
                .isEqualTo("gallery-cli: " + sentence + "\nTry 'gallery-cli " + command + (command.isEmpty() ? "" : " ")
                        + "--help'.\n");
        assertThat(ended.out() + ended.help()).isEmpty();
        assertThat(workbench.synths()).isEmpty();
    }

    private static Arguments mistake(String command, String sentence, String... line) {
        return Arguments.of(command, sentence, line);
    }

    private static void collect(CommandLine command, List<CommandLine> commands) {
        if (!command.getCommandName().equals("help")) {
            commands.add(command);
        }
        command.getSubcommands().values().forEach(subcommand -> collect(subcommand, commands));
    }
}
