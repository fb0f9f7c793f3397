package gallery.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import gallery.cli.console.Terminal;
import gallery.cli.doctor.Check;
import gallery.cli.doctor.Doctor;
import gallery.cli.exit.ExitCode;
import gallery.cli.operation.RunSettings;
import gallery.cli.operation.Surroundings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether a run would find what it needs. */
@Command(
        name = "doctor",
        description = "Check tools, provider, folders, environment and credentials, with a remedy for each failure.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private DisplayOptions display = new DisplayOptions();

    @Option(names = "--provider-mirror", paramLabel = "DIR", description = "Check this provider mirror.")
    private @Nullable Path providerMirror;

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        RunSettings settings = RunSettings.of(environment.name, environment.directory())
                .withProviderMirror(Optional.ofNullable(providerMirror));
        List<Check> checks = new Doctor(surroundings, settings).examine();
        if (display.json) {
            surroundings.terminal().result(json(checks));
        } else {
            checks.forEach(check -> print(check, surroundings.terminal()));
        }
        boolean healthy = checks.stream().allMatch(Check::passed);
        return (healthy ? ExitCode.OK : ExitCode.UNAVAILABLE).code();
    }

    private static void print(Check check, Terminal terminal) {
        terminal.result((check.passed() ? "ok    " : "FAIL  ") + check.name() + ": " + check.finding());
        check.remedy().ifPresent(remedy -> terminal.result("      " + remedy));
    }

    private static String json(List<Check> checks) throws JsonProcessingException {
        List<Map<String, Object>> rows = checks.stream()
                .map(check -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("name", check.name());
                    row.put("passed", check.passed());
                    row.put("finding", check.finding());
                    check.remedy().ifPresent(remedy -> row.put("remedy", remedy));
                    return row;
                })
                .toList();
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows);
    }
}
