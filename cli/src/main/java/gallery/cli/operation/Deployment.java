package gallery.cli.operation;

import gallery.cli.exit.CliException;
import gallery.cli.exit.ExitCode;
import gallery.cli.graph.StackGraph;
import gallery.cli.layout.FileFailure;
import gallery.cli.layout.RunLock;
import gallery.cli.layout.WorkFolders;
import gallery.cli.run.RunListener;
import gallery.cli.run.StackFailedException;
import gallery.cli.run.StackResult;
import gallery.cli.run.StackRun;
import gallery.cli.terraform.Diagnosis;
import gallery.cli.terraform.InitCommand;
import gallery.cli.terraform.OutputCommand;
import gallery.cli.terraform.ProviderSource;
import gallery.cli.terraform.Terraform;
import gallery.cli.terraform.TerraformCommand;
import gallery.cli.terraform.TerraformFailedException;
import gallery.cli.terraform.TerraformFolder;
import gallery.cli.terraform.TerraformVariables;
import gallery.environments.Backend;
import gallery.environments.Environment;
import gallery.stacks.SynthesizedStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The selected stacks of one environment, synthesized and ready for Terraform. Holds the environment's run lock until it
 * is closed.
 */
public final class Deployment implements AutoCloseable {

    private final Environment environment;
    private final RunSettings settings;
    private final Surroundings surroundings;
    private final WorkFolders folders;
    private final RunLock lock;
    private final Map<String, Path> directories;
    private final StackGraph wholeGraph;
    private final StackGraph graph;
    private final Terraform terraform;
    private final ProviderSource providerSource;
    private final Optional<URI> emulator;
    private final Lock registryAccess = new ReentrantLock();
    private final Map<String, Boolean> applied = new HashMap<>();
    private final Map<String, Lock> folderLocks = new HashMap<>();

    private Deployment(
            Selection selection,
            RunSettings settings,
            Surroundings surroundings,
            RunLock lock,
            List<SynthesizedStack> stacks,
            Path terraformProgram) {
        this.environment = selection.environment();
        this.settings = settings;
        this.surroundings = surroundings;
        this.folders = surroundings.installation().workFolders(environment.name());
        this.lock = lock;
        this.directories = new LinkedHashMap<>();
        stacks.forEach(stack -> {
            directories.put(stack.entry().name(), stack.directory());
            folderLocks.put(stack.entry().name(), new ReentrantLock());
        });
        this.wholeGraph = selection.wholeGraph();
        this.graph = wholeGraph.restrictedTo(selection.names());
        this.emulator = environment.isLocal() ? emulator(environment, surroundings) : Optional.empty();
        this.providerSource =
                ProviderSource.find(settings.providerMirror(), surroundings.variables(), surroundings.mirrors());
        this.terraform = new Terraform(
                terraformProgram,
                surroundings.processes(),
                TerraformVariables.of(surroundings.variables(), environment, emulator, pluginCache()));
    }

    /**
     * Loads, checks, locks and synthesizes.
     *
     * @throws CliException when something that is needed is missing, or another run is using the environment
     */
    public static Deployment open(RunSettings settings, Surroundings surroundings) {
        return open(Selection.of(settings, surroundings.installation()), settings, surroundings);
    }

    /** Checks, locks and synthesizes what has been loaded already, for a command that looks at the selection first. */
    public static Deployment open(Selection selection, RunSettings settings, Surroundings surroundings) {
        Tools tools = new Tools(surroundings.tools());
        Path terraform = tools.terraform().program();
        tools.node();
        WorkFolders folders =
                surroundings.installation().workFolders(selection.environment().name());
        folders.create();
        RunLock lock = RunLock.take(folders);
        try {
            folders.discardPlans();
            List<SynthesizedStack> stacks = Synthesis.into(folders.synth(), selection.environment(), surroundings);
            return new Deployment(selection, settings, surroundings, lock, stacks, terraform);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    public Environment environment() {
        return environment;
    }

    public RunSettings settings() {
        return settings;
    }

    WorkFolders folders() {
        return folders;
    }

    /** The selected stacks. */
    public StackGraph graph() {
        return graph;
    }

    /** All stacks. */
    StackGraph wholeGraph() {
        return wholeGraph;
    }

    Path directory(String stack) {
        Path directory = directories.get(stack);
        if (directory == null) {
            throw new IllegalArgumentException("no stack " + stack);
        }
        return directory;
    }

    /** Where the emulator answers; empty when none runs, and for environments in AWS. */
    public Optional<URI> emulator() {
        return emulator;
    }

    /** The emulator holds what an apply made; without it nothing can be applied. */
    void requireEmulator() {
        if (environment.isLocal() && emulator.isEmpty()) {
            throw new CliException(
                    ExitCode.UNAVAILABLE,
                    "environment 'local' needs its emulator, which is not running: start it with 'gallery-cli local start'");
        }
    }

    /** Works on the stacks of a graph, several at once. */
    <T> List<StackResult<T>> onEach(StackGraph stacks, Function<String, T> work, RunListener<T> listener) {
        return new StackRun(settings.parallelism(), surroundings.interruption(), surroundings.clock())
                .run(stacks, stack -> explaining(stack, work), listener);
    }

    private <T> T explaining(String stack, Function<String, T> work) {
        try {
            return work.apply(stack);
        } catch (StackFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            Optional<CliException> known = Explanation.of(e);
            if (known.isEmpty()) {
                logTrace(stack, e);
            }
            throw known.<RuntimeException>map(Function.identity()).orElse(e);
        }
    }

    // The report has one line for it; whoever mends our fault needs more.
    private void logTrace(String stack, RuntimeException fault) {
        StringWriter trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace));
        try (StackLog log = log(stack, "internal error")) {
            log.add(trace.toString());
        }
    }

    /** Works on the selected stacks in any order. */
    public <T> List<StackResult<T>> onEachUnordered(Function<String, T> work, RunListener<T> listener) {
        return onEach(graph.unordered(), work, listener);
    }

    /** The readable log of a stack. */
    public Path logOf(String stack) {
        return folders.logOf(stack);
    }

    /** Opens the log of a stack for one command. */
    StackLog log(String stack, String command) {
        return StackLog.open(folders.logOf(stack), stack, command, surroundings.clock());
    }

    /** Makes a stack's folder ready for {@link #terraform}. */
    void init(String stack, StackLog log) {
        boolean shared = providerSource instanceof ProviderSource.Registry;
        // Terraform's plugin cache does not stand two downloads of the same provider.
        if (shared) {
            registryAccess.lock();
        }
        try {
            terraform(stack, new InitCommand(providerSource.pluginDirectory()), log);
        } finally {
            if (shared) {
                registryAccess.unlock();
            }
        }
    }

    /**
     * Runs terraform in the folder of a stack.
     *
     * @throws StackFailedException with Terraform's reasons, in the user's terms
     */
    <R> R terraform(String stack, TerraformCommand<R> command, StackLog log) {
        TerraformFolder folder =
                new TerraformFolder(directory(stack), folders.output().resolve(stack));
        // Another stack that reads its outputs may be looking into the same folder.
        Lock folderLock = Objects.requireNonNull(folderLocks.get(stack));
        folderLock.lock();
        try {
            return terraform.run(command, folder, log);
        } catch (TerraformFailedException e) {
            throw new StackFailedException(new Diagnosis(environment).of(e));
        } finally {
            folderLock.unlock();
        }
    }

    /**
     * Whether a stack has ever been applied and not been destroyed since. A local state is looked at; any other backend
     * is asked, once a run.
     */
    boolean isApplied(String stack, StackLog log) {
        if (environment.backend() instanceof Backend.Local) {
            return localState(stack).holdsResources();
        }
        synchronized (applied) {
            Boolean known = applied.get(stack);
            if (known == null) {
                init(stack, log);
                known = !terraform(stack, new OutputCommand(), log).isEmpty();
                applied.put(stack, known);
            }
            return known;
        }
    }

    /** Remembers that an apply has made the outputs of a stack. */
    void markApplied(String stack) {
        synchronized (applied) {
            applied.put(stack, true);
        }
    }

    /** Whether there is a stack of that name, selected or not. */
    boolean has(String stack) {
        return directories.containsKey(stack);
    }

    /** What a stack runs after that is neither selected nor applied; known for the local backend only. */
    List<String> missingDependenciesOf(String stack) {
        if (!hasLocalState()) {
            return List.of();
        }
        List<String> selected = graph.inOrder();
        return wholeGraph.directDependenciesOf(stack).stream()
                .filter(dependency -> !selected.contains(dependency))
                .filter(dependency -> !localState(dependency).holdsResources())
                .toList();
    }

    /** The state file of a stack, for the local backend only. */
    LocalState localState(String stack) {
        return new LocalState(folders.stateOf(stack));
    }

    boolean hasLocalState() {
        return environment.backend() instanceof Backend.Local;
    }

    private static Optional<URI> emulator(Environment environment, Surroundings surroundings) {
        return environment.endpointUrl().or(surroundings::emulatorAddress);
    }

    private Optional<Path> pluginCache() {
        if (!(providerSource instanceof ProviderSource.Registry)) {
            return Optional.empty();
        }
        Path cache = surroundings.installation().work().resolve("providers");
        try {
            return Optional.of(Files.createDirectories(cache));
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.UNAVAILABLE,
                    "cannot create the provider cache " + cache + " (" + FileFailure.reason(e) + ")",
                    e);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
