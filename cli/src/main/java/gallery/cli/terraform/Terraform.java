package gallery.cli.terraform;

import gallery.cli.layout.PrivateFiles;
import gallery.cli.process.ProcessRequest;
import gallery.cli.process.ProcessRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The terraform program. */
public final class Terraform {

    private final Path program;
    private final ProcessRunner processes;
    private final Map<String, String> environment;

    /** @param environment the whole environment of every invocation */
    public Terraform(Path program, ProcessRunner processes, Map<String, String> environment) {
        this.program = program;
        this.processes = processes;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Runs one command to its end.
     *
     * @param listener receives each message as it is written; nothing for a command that writes none
     * @throws TerraformFailedException when the command fails
     */
    public <R> R run(TerraformCommand<R> command, TerraformFolder folder, Consumer<UiMessage> listener) {
        String name = command.arguments().get(0);
        Path standardOutput = folder.standardOutput(name);
        Path standardError = folder.standardError(name);
        List<String> lines = new ArrayList<>();
        List<UiMessage> messages = new ArrayList<>();
        List<String> commandLine = new ArrayList<>(List.of(program.toString()));
        commandLine.addAll(command.arguments());
        int status = processes.run(
                new ProcessRequest(commandLine, folder.directory(), environment, standardOutput, standardError),
                line -> {
                    lines.add(line);
                    if (command.writesMessages()) {
                        UiMessage message = UiMessageParser.parse(line);
                        messages.add(message);
                        listener.accept(message);
                    }
                });
        String errors = read(standardError);
        // Outputs come in the clear, sensitive ones too.
        if (!command.writesMessages()) {
            delete(standardOutput);
        }
        if (!command.isSuccess(status)) {
            throw new TerraformFailedException(name, status, errors(messages), errors);
        }
        return command.parse(new TerraformOutput(status, lines, messages));
    }

    private static List<UiMessage.Diagnostic> errors(List<UiMessage> messages) {
        return messages.stream()
                .filter(UiMessage.Diagnostic.class::isInstance)
                .map(UiMessage.Diagnostic.class::cast)
                .filter(diagnostic -> diagnostic.severity() == UiMessage.Diagnostic.Severity.ERROR)
                .toList();
    }

    private static String read(Path file) {
        try {
            PrivateFiles.restrict(file);
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
