package gallery.cli.doctor;

import gallery.cli.exit.CliException;
import gallery.cli.layout.WorkFolders;
import gallery.cli.operation.RunSettings;
import gallery.cli.operation.Surroundings;
import gallery.cli.operation.Tools;
import gallery.cli.operation.Tools.Tool;
import gallery.cli.terraform.ProviderSource;
import gallery.environments.Backend;
import gallery.environments.Environment;
import gallery.environments.EnvironmentDirectory;
import gallery.environments.InvalidEnvironmentException;
import gallery.environments.UnknownEnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks at everything that a run needs, without changing anything but creating the work folders. */
public final class Doctor {

    /** A synth, the provider's link and the plans of all stacks need far less; a provider from the registry needs this. */
    private static final long LEAST_FREE_BYTES = 2_000_000_000L;

    private final Surroundings surroundings;
    private final RunSettings settings;

    public Doctor(Surroundings surroundings, RunSettings settings) {
        this.surroundings = surroundings;
        this.settings = settings;
    }

    /** All checks; one that fails does not keep the others from being made. */
    public List<Check> examine() {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.fine("Java", Runtime.version() + " (" + System.getProperty("java.home") + ")"));
        checks.add(tool("Terraform", () -> new Tools(surroundings.tools()).terraform()));
        checks.add(tool("Node.js", () -> new Tools(surroundings.tools()).node()));
        checks.add(provider());
        checks.add(FunctionJars.check(surroundings.installation().functions()));
        checks.add(workDirectory());
        checks.addAll(environment());
        return List.copyOf(checks);
    }

    private static Check tool(String name, Supplier<Tool> finder) {
        try {
            Tool tool = finder.get();
            return Check.fine(name, tool.version() + " (" + tool.program() + ")");
        } catch (CliException e) {
            return failure(name, e);
        }
    }

    private Check provider() {
        try {
            ProviderSource source =
                    ProviderSource.find(settings.providerMirror(), surroundings.variables(), surroundings.mirrors());
            return Check.fine("AWS provider", "from " + source.description());
        } catch (CliException e) {
            return failure("AWS provider", e);
        }
    }

    private Check workDirectory() {
        Path work = surroundings.installation().work();
        try {
            surroundings.installation().workFolders(settings.environment()).create();
            long free = Files.getFileStore(work).getUsableSpace();
            String finding = work + ", " + free / 1_000_000_000L + " GB free";
            return free < LEAST_FREE_BYTES
                    ? Check.wrong("Work directory", finding, "free at least 2 GB there, or set GALLERY_WORK_DIR")
                    : Check.fine("Work directory", finding);
        } catch (CliException e) {
            return failure("Work directory", e);
        } catch (IOException e) {
            return Check.wrong(
                    "Work directory", work + " cannot be examined", "set GALLERY_WORK_DIR to another folder");
        }
    }

    private List<Check> environment() {
        Path directory =
                settings.environments().orElse(surroundings.installation().environments());
        try {
            Environment environment = new EnvironmentDirectory(directory).load(settings.environment());
            List<Check> checks = new ArrayList<>();
            checks.add(Check.fine(
                    "Environment",
                    environment.name() + ": account " + environment.account() + ", " + environment.region() + ", state "
                            + backend(environment)));
            checks.add(environment.isLocal() ? emulator() : credentials(environment));
            return checks;
        } catch (UnknownEnvironmentException e) {
            return List.of(Check.wrong(
                    "Environment",
                    "there is no '" + e.name() + "' in " + directory,
                    "choose one of " + String.join(", ", e.known())));
        } catch (InvalidEnvironmentException e) {
            return List.of(Check.wrong(
                    "Environment",
                    e.file() + " is invalid",
                    e.problems().stream()
                            .map(problem -> problem.pointer() + ": " + problem.message())
                            .collect(Collectors.joining("; "))));
        }
    }

    private String backend(Environment environment) {
        Backend backend = environment.backend();
        if (backend instanceof Backend.S3 s3) {
            return "in s3://" + s3.bucket() + "/" + s3.keyPrefix();
        }
        if (backend instanceof Backend.Cloud cloud) {
            return "at " + cloud.hostname() + "/" + cloud.organization();
        }
        WorkFolders folders = surroundings.installation().workFolders(environment.name());
        return "in " + folders.state();
    }

    private Check emulator() {
        return surroundings
                .emulatorAddress()
                .map(address -> Check.fine("Emulator", address.toString()))
                .orElseGet(() -> Check.fine("Emulator", "not running; only apply needs it: gallery-cli local start"));
    }

    // Terraform's own chain also asks the machine's role, which only a call to AWS could tell.
    private Check credentials(Environment environment) {
        Optional<String> source = new Credentials(surroundings.variables()).source();
        return source.map(found -> Check.fine("AWS credentials", found))
                .orElseGet(
                        () -> Check.wrong(
                                "AWS credentials",
                                "none found for account " + environment.account(),
                                "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with 'aws sso login'"));
    }

    private static Check failure(String name, CliException e) {
        String message = String.valueOf(e.getMessage());
        int colon = message.lastIndexOf(": ");
        return colon < 0
                ? Check.wrong(name, message, "see above")
                : Check.wrong(name, message.substring(0, colon), message.substring(colon + 2));
    }
}
