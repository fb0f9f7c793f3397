package gallery.cli.emulator;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is remembered of a started emulator, in {@code emulator.json}.
 *
 * <p>A pid alone proves nothing: once the emulator has died the number may belong to any other process. So each start
 * puts a random word on the emulator's command line, and only a live process with the remembered pid and that word is
 * taken for ours. Start times would do less: they are derived from the system's clock, which may be set in between.
 *
 * @param pid process id
 * @param instance the random word
 * @param since when it was started
 * @param port its port, as soon as it is known to answer; a start that was cut short leaves it out
 */
record EmulatorRecord(long pid, String instance, Instant since, OptionalInt port) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns the record in {@code file}, or nothing when there is none that can be understood. */
    static Optional<EmulatorRecord> read(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            String instance = json.path("instance").asText();
            if (instance.isBlank()) {
                return Optional.empty();
            }
            JsonNode port = json.path("port");
            return Optional.of(new EmulatorRecord(
                    json.path("pid").asLong(),
                    instance,
                    Instant.parse(json.path("since").asText()),
                    port.isInt() ? OptionalInt.of(port.asInt()) : OptionalInt.empty()));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (JacksonException | DateTimeParseException broken) {
            // Written in one move, so this is not ours; whatever it is, it names no process.
            return Optional.empty();
        } catch (IOException problem) {
            throw EmulatorException.unusable(file, problem);
        }
    }

    /** Replaces {@code file} in one step, so that a reader never sees half a record. */
    void write(Path file) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        ObjectNode json = JSON.createObjectNode()
                .put("pid", pid)
                .put("instance", instance)
                .put("since", since.toString());
        port.ifPresent(number -> json.put("port", number));
        Files.write(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    EmulatorRecord withPort(int number) {
        return new EmulatorRecord(pid, instance, since, OptionalInt.of(number));
    }

    /** The process this record speaks of, if it is alive and still that one. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(this::isIt);
    }

    /** A dead process that nobody has waited for yet has no arguments any more, so it does not count as alive. */
    boolean isIt(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .arguments()
                        .map(arguments -> Arrays.asList(arguments).contains(instance))
                        .orElse(false);
    }
}
