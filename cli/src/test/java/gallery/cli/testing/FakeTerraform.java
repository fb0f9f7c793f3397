package gallery.cli.testing;

import gallery.cli.process.ProcessRequest;
import gallery.cli.process.ProcessRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Stands where processes are started and answers as terraform once did. Each stack is created unless a test says
 * otherwise; like terraform, a plan leaves its file and an apply needs it.
 */
public final class FakeTerraform implements ProcessRunner {

    private static final String EVERY_STACK = "*";

    private final Map<String, Answer> answers = new HashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** What happens on a call, and what it leads to; may run on any thread of a run. */
    @FunctionalInterface
    public interface Answer {

        /** Ends the call; {@code request} is what was to be started. */
        Recording to(ProcessRequest request);

        /** Always the same. */
        static Answer of(String recording) {
            return request -> Recording.of(recording);
        }
    }

    /**
     * One start of terraform.
     *
     * @param stack the name of its working directory
     * @param command the first argument
     * @param arguments all of them
     */
    public record Call(String stack, String command, List<String> arguments, ProcessRequest request) {

        @Override
        public String toString() {
            return stack + " " + String.join(" ", arguments);
        }
    }

    public FakeTerraform() {
        on(EVERY_STACK, "init", Answer.of("init.jsonl"));
        on(EVERY_STACK, "plan", Answer.of("plan-create.jsonl"));
        on(EVERY_STACK, "apply", Answer.of("apply-create.jsonl"));
        on(EVERY_STACK, "output", Answer.of("output.json"));
        on(EVERY_STACK, "show", Answer.of("show-plan.txt"));
    }

    /** Answers a command of every stack for which nothing else is said. */
    public void on(String command, Answer answer) {
        on(EVERY_STACK, command, answer);
    }

    /** Answers a command of one stack. */
    public void on(String stack, String command, Answer answer) {
        synchronized (answers) {
            answers.put(stack + " " + command, answer);
        }
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The calls of one command, in their order. */
    public List<Call> calls(String command) {
        return calls.stream().filter(call -> call.command().equals(command)).toList();
    }

    /** The stacks for which a command was run, in their order. */
    public List<String> stacks(String command) {
        return calls(command).stream().map(Call::stack).toList();
    }

    @Override
    public int run(ProcessRequest request, Consumer<String> lines) {
        List<String> arguments = request.command().subList(1, request.command().size());
        String stack = request.directory().getFileName().toString();
        String command = arguments.get(0);
        calls.add(new Call(stack, command, arguments, request));
        Recording recording = answer(stack, command).to(request);
        boolean onlyErrors = recording.status() != 0 && (command.equals("output") || command.equals("show"));
        write(request.output(), onlyErrors ? List.of() : recording.lines());
        write(request.errors(), onlyErrors ? recording.lines() : List.of());
        if (!onlyErrors) {
            recording.lines().forEach(lines);
        }
        if (command.equals("plan") && recording.status() != 1) {
            write(planFile(arguments), List.of("plan of " + stack));
        }
        return recording.status();
    }

    private Answer answer(String stack, String command) {
        synchronized (answers) {
            return Optional.ofNullable(answers.get(stack + " " + command))
                    .or(() -> Optional.ofNullable(answers.get(EVERY_STACK + " " + command)))
                    .orElseThrow();
        }
    }

    /** The file that a plan writes. */
    public static Path planFile(List<String> arguments) {
        return arguments.stream()
                .filter(argument -> argument.startsWith("-out="))
                .map(argument -> Path.of(argument.substring("-out=".length())))
                .findFirst()
                .orElseThrow();
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
