package gallery.cli;

import gallery.cli.console.Terminal;
import gallery.cli.graph.StackGraph;
import gallery.cli.layout.ToolPath;
import gallery.cli.process.DetachedProcessRunner;
import gallery.cli.process.ProcessRequest;
import gallery.cli.run.Interruption;
import gallery.cli.run.Outcome;
import gallery.cli.run.RunListener;
import gallery.cli.run.StackResult;
import gallery.cli.run.StackRun;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * A second process for {@link ShutdownTest}: what {@link Main} does around a command, with a run of two stacks instead. The
 * work on each is the script in the folder that the first argument names; {@code ask} asks before it, {@code quick} ends at
 * once.
 */
final class InterruptedRun {

    private InterruptedRun() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        DetachedProcessRunner processes =
                new DetachedProcessRunner(new ToolPath(System.getenv().getOrDefault("PATH", "")));
        Interruption interruption = new Interruption();
        Terminal terminal = new Terminal(
                System.out,
                System.err,
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                true);
        Shutdown shutdown = Shutdown.install(interruption, processes, terminal);
        try {
            switch (arguments[1]) {
                case "ask" ->
                    terminal.result("answer " + terminal.ask("Sure?\n").orElse("none"));
                case "quick" -> terminal.result("done");
                default -> {
                    List<StackResult<Integer>> results = new StackRun(1, interruption, Clock.systemUTC())
                            .run(
                                    StackGraph.of(Map.of("a", List.of(), "b", List.of("a"))),
                                    stack -> work(stack, folder, processes, terminal),
                                    RunListener.silent());
                    results.forEach(result -> terminal.result(text(result)));
                }
            }
        } finally {
            shutdown.finished();
        }
        System.exit(interruption.isRequested() ? 130 : 7);
    }

    private static int work(String stack, Path folder, DetachedProcessRunner processes, Terminal terminal) {
        return processes.run(
                new ProcessRequest(
                        List.of(folder.resolve("script").toString()),
                        folder,
                        System.getenv(),
                        folder.resolve(stack + ".out"),
                        folder.resolve(stack + ".err")),
                line -> terminal.result(stack + ": " + line));
    }

    private static String text(StackResult<Integer> result) {
        return "report " + result.stack() + " "
                + (result.outcome() instanceof Outcome.Done<Integer> done
                        ? "ended with " + done.value()
                        : result.outcome().toString());
    }
}
