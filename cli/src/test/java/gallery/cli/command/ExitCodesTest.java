package gallery.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import gallery.cli.exit.ExitCode;
import gallery.cli.process.ProcessStartException;
import gallery.cli.testing.Commands;
import gallery.cli.testing.Commands.Ended;
import gallery.cli.testing.FakeTerraform.Answer;
import gallery.cli.testing.Recording;
import gallery.cli.testing.Scripts;
import gallery.cli.testing.Workbench;
import gallery.environments.Environment;
import gallery.stacks.GalleryApp;
import gallery.stacks.policy.Policies;
import gallery.stacks.policy.StackConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a command ends: its exit code, and one sentence that says why. */
class ExitCodesTest {

    @TempDir
    Path temp;

    private Workbench workbench;

    /** Prepares what goes wrong. */
    @FunctionalInterface
    private interface Preparation {
        void on(Workbench workbench, Path temp) throws IOException;
    }

    /**
     * One way to end.
     *
     * @param sentence what the error output must hold, with {@code %s} for the test's folder; empty for none
     */
    private record Ending(String name, ExitCode code, String sentence, Preparation preparation, List<String> line) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Ending ending(String name, ExitCode code, String sentence, Preparation preparation, String... line) {
        return new Ending(name, code, sentence, preparation, List.of(line));
    }

    static Stream<Ending> endings() {
        return Stream.concat(Stream.concat(ordinary(), environments()), Stream.concat(tools(), exceptions()));
    }

    private static Stream<Ending> ordinary() {
        return Stream.of(
                ending("list", ExitCode.OK, "", (w, t) -> {}, "list"),
                ending("plan", ExitCode.OK, "5 to add", (w, t) -> {}, "plan", "-s", "s3"),
                ending(
                        "plan with changes",
                        ExitCode.CHANGES,
                        "5 to add",
                        (w, t) -> {},
                        "plan",
                        "-s",
                        "s3",
                        "--detailed-exitcode"),
                ending(
                        "a stack that failed",
                        ExitCode.STACK_FAILED,
                        "  Error: Reference to undeclared input variable\n",
                        (w, t) -> w.terraform.on("plan", Answer.of("plan-invalid.jsonl")),
                        "plan",
                        "-s",
                        "s3"),
                ending(
                        "unknown stack",
                        ExitCode.USAGE,
                        "gallery-cli: no stack or group matches 'dynamo'; did you mean 'dynamodb'?\n",
                        (w, t) -> {},
                        "plan",
                        "-s",
                        "dynamo"),
                ending(
                        "no parallelism",
                        ExitCode.USAGE,
                        "gallery-cli: --parallelism must be at least 1, but is 0\n",
                        (w, t) -> {},
                        "plan",
                        "--parallelism",
                        "0"),
                ending(
                        "negative time",
                        ExitCode.USAGE,
                        "gallery-cli: --lock-timeout must be at least 0, but is -1\n",
                        (w, t) -> {},
                        "plan",
                        "--lock-timeout=-1"),
                ending(
                        "no port",
                        ExitCode.USAGE,
                        "gallery-cli: --port must be from 1 to 65535, but is 65536\n",
                        (w, t) -> {},
                        "local",
                        "start",
                        "--port=65536"),
                ending(
                        "nobody to ask",
                        ExitCode.REFUSED,
                        "gallery-cli: approval is needed, but there is no terminal to ask at: ",
                        (w, t) -> w.withEmulator(),
                        "apply",
                        "-s",
                        "s3"),
                ending(
                        "not approved",
                        ExitCode.REFUSED,
                        "gallery-cli: not approved; nothing was changed\n",
                        (w, t) -> w.withEmulator().withInput("no\n"),
                        "apply",
                        "-s",
                        "s3"),
                ending(
                        "protected environment",
                        ExitCode.REFUSED,
                        "gallery-cli: environment 'prod' is protected",
                        (w, t) -> {},
                        "destroy",
                        "--env",
                        "prod",
                        "--auto-approve"),
                ending(
                        "another account",
                        ExitCode.REFUSED,
                        "  the AWS credentials belong to account 123456789012, but environment 'dev' is",
                        (w, t) -> w.terraform.on("plan", Answer.of("plan-other-account.jsonl")),
                        "plan",
                        "--env",
                        "dev"),
                ending(
                        "interrupted while terraform ran",
                        ExitCode.INTERRUPTED,
                        "interrupted",
                        (w, t) -> w.terraform.on("plan", request -> {
                            w.interruption.request();
                            return Recording.of("plan-invalid.jsonl");
                        }),
                        "plan",
                        "-s",
                        "s3"),
                ending(
                        "interrupted before",
                        ExitCode.INTERRUPTED,
                        "gallery-cli: interrupted\n",
                        (w, t) -> w.withSynthesizer(request -> {
                            w.interruption.request();
                            throw new IllegalStateException("node has ended");
                        }),
                        "plan",
                        "-s",
                        "s3"));
    }

    private static Stream<Ending> environments() {
        return Stream.of(
                ending(
                        "unknown environment",
                        ExitCode.INVALID_ENVIRONMENT,
                        "gallery-cli: unknown environment 'prd'; did you mean 'prod'? Known are: dev, local, prod\n",
                        (w, t) -> {},
                        "plan",
                        "--env",
                        "prd"),
                ending(
                        "unlike any environment",
                        ExitCode.INVALID_ENVIRONMENT,
                        "gallery-cli: unknown environment 'xyz'; known are: dev, local, prod\n",
                        (w, t) -> {},
                        "synth",
                        "--env",
                        "xyz"),
                ending(
                        "no environment at all",
                        ExitCode.INVALID_ENVIRONMENT,
                        "gallery-cli: unknown environment 'local': the environments folder holds none\n",
                        (w, t) -> {
                            for (String name : List.of("dev", "local", "prod")) {
                                Files.delete(w.environments().resolve(name + ".yaml"));
                            }
                        },
                        "plan"),
                ending(
                        "invalid environment",
                        ExitCode.INVALID_ENVIRONMENT,
                        "gallery-cli: %s/home/environments/dev.yaml has 3 problems:\n  /region: ",
                        (w, t) -> {
                            Path file = w.environments().resolve("dev.yaml");
                            Files.writeString(
                                    file,
                                    Files.readString(file)
                                            .replace("region: eu-central-1\naccount", "region: Europe\naccount")
                                            .replace("protected: false", "protected: perhaps\ncolour: blue"));
                        },
                        "plan",
                        "--env",
                        "dev"),
                ending(
                        "broken YAML",
                        ExitCode.INVALID_ENVIRONMENT,
                        "gallery-cli: %s/home/environments/dev.yaml has 1 problem:\n  (whole file): ",
                        (w, t) -> Files.writeString(w.environments().resolve("dev.yaml"), "a: [\n"),
                        "plan",
                        "--env",
                        "dev"),
                ending(
                        "no folder of environments",
                        ExitCode.INVALID_ENVIRONMENT,
                        "gallery-cli: %s/nowhere has 1 problem:\n  (whole file): is no folder of environments",
                        (w, t) -> {},
                        "plan",
                        "--environments",
                        "FOLDER/nowhere"));
    }

    private static Stream<Ending> tools() {
        return Stream.of(
                ending(
                        "terraform missing",
                        ExitCode.UNAVAILABLE,
                        "gallery-cli: Terraform is needed, but no 'terraform' is on the PATH: install it from ",
                        (w, t) -> Files.delete(w.tools().resolve("terraform")),
                        "plan"),
                ending(
                        "terraform too old",
                        ExitCode.UNAVAILABLE,
                        "gallery-cli: Terraform 1.5.7 (%s/tools/terraform) is too old, 1.10.0 is needed: install it",
                        (w, t) -> Scripts.write(w.tools().resolve("terraform"), "echo Terraform v1.5.7"),
                        "apply",
                        "--auto-approve"),
                ending(
                        "node missing",
                        ExitCode.UNAVAILABLE,
                        "gallery-cli: Node.js is needed, but no 'node' is on the PATH: install Node.js 20",
                        (w, t) -> Files.delete(w.tools().resolve("node")),
                        "synth"),
                ending(
                        "node too old",
                        ExitCode.UNAVAILABLE,
                        "gallery-cli: Node.js 16.20.2 (%s/tools/node) is too old, 18.0.0 is needed: install",
                        (w, t) -> Scripts.write(w.tools().resolve("node"), "echo v16.20.2"),
                        "plan"),
                ending(
                        "no provider in the mirror",
                        ExitCode.UNAVAILABLE,
                        "gallery-cli: the provider mirror %s holds no AWS provider: it needs the tree ",
                        (w, t) -> {},
                        "plan",
                        "--provider-mirror",
                        "FOLDER"),
                ending(
                        "emulator not running",
                        ExitCode.UNAVAILABLE,
                        "gallery-cli: environment 'local' needs its emulator, which is not running: start it with",
                        (w, t) -> {},
                        "apply",
                        "--auto-approve"),
                ending(
                        "status of no emulator",
                        ExitCode.UNAVAILABLE,
                        "No emulator is running: start one with 'gallery-cli local start'.\n",
                        (w, t) -> {},
                        "local",
                        "status"),
                ending(
                        "emulator without Python",
                        ExitCode.UNAVAILABLE,
                        "gallery-cli: no python3 is on the PATH; install Python 3",
                        (w, t) -> {
                            Path launcher = t.resolve("home/environments/local/moto_local.py");
                            Files.createDirectories(launcher.getParent());
                            Files.createFile(launcher);
                        },
                        "local",
                        "start"),
                ending(
                        "work directory is a file",
                        ExitCode.UNAVAILABLE,
                        "gallery-cli: cannot write to %s/work/local/synth (Not a directory): make it writable",
                        (w, t) -> Files.createFile(t.resolve("work")),
                        "plan"));
    }

    private static Stream<Ending> exceptions() {
        return Stream.of(
                ending(
                        "output folder in the way",
                        ExitCode.UNAVAILABLE,
                        "gallery-cli: cannot write the Terraform configuration to %s/file/out",
                        (w, t) -> {
                            Files.createFile(t.resolve("file"));
                            w.withSynthesizer(GalleryApp::synth);
                        },
                        "synth",
                        "--out",
                        "FOLDER/file/out"),
                ending(
                        "broken policy",
                        ExitCode.STACK_FAILED,
                        "gallery-cli: the stacks break ",
                        (w, t) -> w.withSynthesizer(request -> {
                            breakPolicy(request.environment());
                            return List.of();
                        }),
                        "synth"),
                ending(
                        "unreadable output",
                        ExitCode.UNAVAILABLE,
                        "  the output of 'terraform output' could not be read\n",
                        (w, t) -> w.withApplied("s3")
                                .terraform
                                .on("output", request -> new Recording(0, List.of("no json"))),
                        "output",
                        "-s",
                        "s3"),
                ending(
                        "program that cannot be started",
                        ExitCode.UNAVAILABLE,
                        "  cannot start /bin/terraform: there is no such program\n",
                        (w, t) -> w.terraform.on("init", request -> {
                            throw new ProcessStartException(
                                    "/bin/terraform", new IOException("there is no such program"));
                        }),
                        "plan",
                        "-s",
                        "s3"),
                ending(
                        "file that cannot be read",
                        ExitCode.UNAVAILABLE,
                        "gallery-cli: a file could not be read or written: /a/file (permission denied)\n",
                        (w, t) -> w.withSynthesizer(request -> {
                            throw new UncheckedIOException(new AccessDeniedException("/a/file"));
                        }),
                        "plan"),
                ending(
                        "file that is gone",
                        ExitCode.UNAVAILABLE,
                        "gallery-cli: a file could not be read or written: /a/file (no such file)\n",
                        (w, t) -> w.withSynthesizer(request -> {
                            throw new UncheckedIOException(new NoSuchFileException("/a/file", null, "no such file"));
                        }),
                        "plan"),
                ending(
                        "disk that is full",
                        ExitCode.UNAVAILABLE,
                        "gallery-cli: a file could not be read or written: No space left on device\n",
                        (w, t) -> w.withSynthesizer(request -> {
                            throw new UncheckedIOException(new IOException("No space left on device"));
                        }),
                        "plan"),
                ending(
                        "a fault of ours",
                        ExitCode.STACK_FAILED,
                        "gallery-cli: internal error: java.lang.IllegalStateException: oops. Please report it with the"
                                + " output of the same command under GALLERY_DEBUG=1.\n",
                        (w, t) -> w.withSynthesizer(request -> {
                            throw new IllegalStateException("oops");
                        }),
                        "plan"));
    }

    @BeforeEach
    void makeWorkbench() throws IOException {
        workbench = new Workbench(temp);
    }

    @ParameterizedTest
    @MethodSource("endings")
    void eachEndHasItsCodeAndASentence(Ending ending) throws IOException {
        ending.preparation.on(workbench, temp);

        Ended ended = run(ending.line.toArray(String[]::new));

        assertThat(ended.status()).as(ended.err()).isEqualTo(ending.code.code());
        assertThat(ended.err())
                .contains(ending.sentence.replace("%s", temp.toString()))
                .doesNotContain("\tat ");
        assertThat(plansLeft()).isEmpty();
    }

    @Test
    void noCodeIsLeftOut() {
        Set<ExitCode> reached = endings().map(Ending::code).collect(Collectors.toSet());

        assertThat(EnumSet.allOf(ExitCode.class)).isEqualTo(EnumSet.copyOf(reached));
    }

    @Test
    void everyProblemOfAnEnvironmentIsToldWithItsPlace() throws IOException {
        Path file = workbench.environments().resolve("dev.yaml");
        Files.writeString(file, Files.readString(file).replace("protected: false", "protected: perhaps\ncolour: blue"));

        assertThat(run("plan", "--env", "dev").err().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("  /protected: "))
                .anyMatch(line -> line.startsWith("  /colour: "));
    }

    @Test
    void theTraceIsShownOnRequest() {
        workbench.variables.put("GALLERY_DEBUG", "1");
        workbench.withSynthesizer(request -> {
            throw new IllegalStateException("oops");
        });

        assertThat(run("plan").err())
                .contains("java.lang.IllegalStateException: oops\n\tat gallery.cli.")
                .endsWith("under GALLERY_DEBUG=1.\n");
    }

    @Test
    void theTraceOfAKnownFailureIsShownOnRequestAsWell() {
        workbench.variables.put("GALLERY_DEBUG", "1");

        assertThat(run("plan", "--env", "prd").err())
                .contains("gallery.environments.UnknownEnvironmentException: unknown environment 'prd'\n\tat ")
                .contains("gallery-cli: unknown environment 'prd'; did you mean 'prod'?");
    }

    @Test
    void eachCodeIsDifferentAndExplained() {
        assertThat(Stream.of(ExitCode.values()).map(ExitCode::code)).doesNotHaveDuplicates();
        assertThat(Stream.of(ExitCode.values()).map(ExitCode::meaning)).doesNotHaveDuplicates();
    }

    private Ended run(String... line) {
        return Commands.run(
                workbench,
                Stream.of(line)
                        .map(word -> word.replace("FOLDER", temp.toString()))
                        .toArray(String[]::new));
    }

    private List<Path> plansLeft() throws IOException {
        try (Stream<Path> files = Files.walk(temp)) {
            return files.filter(file -> file.toString().endsWith(".tfplan")).toList();
        }
    }

    private static void breakPolicy(Environment environment) {
        try {
            Policies.check(
                    environment,
                    List.of(new StackConfiguration(
                            "s3", new ObjectMapper().readTree("{\"data\":{\"aws_caller_identity\":{\"me\":{}}}}"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
