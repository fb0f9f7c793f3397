package gallery.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code gallery-cli} in a small checkout of its own, with a {@code java} that prints its arguments and a
 * {@code mvn} that notes each build: what is tested is the script alone, in milliseconds.
 */
class LauncherScriptTest {

    private static final String JAVA = """
            #!/bin/sh
            if [ "$1" = -version ]; then echo 'openjdk version "17.0.9" 2023-10-17' >&2; exit; fi
            printf '%s\\n' "$@"
            """;

    private static final String MAVEN = """
            #!/bin/sh
            if [ "$1" = -v ]; then echo 'Apache Maven 3.9.9 (8e8579a9)'; exit; fi
            echo "${0##*/} in $PWD: $*" >> "$BUILDS"
            echo noise; echo noise >&2
            mkdir -p cli/target/gallery-cli/lib
            %s
            """;

    @TempDir
    Path temp;

    private Path home;
    private Path tools;
    private final Map<String, String> environment = new HashMap<>();
    /** The processes started, with what they wrote to standard error. */
    private final Map<Process, Path> started = new HashMap<>();

    @BeforeEach
    void makeCheckout() throws IOException {
        home = Files.createDirectories(temp.resolve("a checkout"));
        Files.copy(Path.of(System.getProperty("gallery.root"), "gallery-cli"), home.resolve("gallery-cli"));
        write(home.resolve("pom.xml"), "");
        write(home.resolve("cli/pom.xml"), "");
        write(home.resolve("cli/src/main/java/One.java"), "");
        write(home.resolve("cli/src/main/java/Two.java"), "");
        write(home.resolve("cli/src/test/java/OneTest.java"), "");

        // A PATH without the tools of this machine, so that a missing one is really missing.
        tools = Files.createDirectory(temp.resolve("tools"));
        for (String tool : List.of("cat", "find", "ln", "mkdir", "mv", "readlink", "rm", "sed", "sh", "sleep")) {
            program(tools.resolve(tool), "#!/bin/sh\nexec " + onThisMachine(tool) + " \"$@\"\n");
        }
        program(tools.resolve("java"), JAVA);
        program(tools.resolve("javac"), "#!/bin/sh\n");
        program(tools.resolve("mvn"), MAVEN.formatted(""));
        environment.put("PATH", tools.toString());
        environment.put("HOME", Files.createDirectory(temp.resolve("home")).toString());
        environment.put("BUILDS", temp.resolve("builds").toString());
    }

    @AfterEach
    void endAll() {
        started.keySet().forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    @Test
    void buildsOnFirstUseThenStartsJava() throws Exception {
        Outcome first = run("plan", "--stack", "two words", "");

        assertThat(first.error).isEqualTo("gallery-cli: building (first use) ...\n");
        assertThat(first.output.lines())
                .containsExactly(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Dgallery.home=" + home,
                        "-Dgallery.functions=" + home + "/cli/target/gallery-cli/lambda",
                        "-Dgallery.interactive=false",
                        "-cp",
                        home + "/cli/target/gallery-cli/lib/*",
                        "gallery.cli.Main",
                        "plan",
                        "--stack",
                        "two words",
                        "");
        assertThat(first.status).isZero();
        assertThat(builds())
                .singleElement()
                .asString()
                .startsWith("mvn in " + home + ": -q -B ")
                .endsWith(" package");

        Outcome second = run("list");
        assertThat(second.error).isEmpty();
        assertThat(second.output).endsWith("gallery.cli.Main\nlist\n");
        assertThat(builds()).hasSize(1);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void buildsAgainWhenSourcesChange() throws Exception {
        Path source = home.resolve("cli/src/main/java/One.java");
        List<Change> changes = List.of(
                () -> write(source, "changed"),
                () -> write(home.resolve("cli/src/main/java/Three.java"), "new"),
                () -> Files.delete(home.resolve("cli/src/main/java/Two.java")),
                () -> write(home.resolve("cli/pom.xml"), "changed"),
                () -> write(home.resolve("pom.xml"), "changed"));
        run();
        for (Change change : changes) {
            pretendBuiltAWhileAgo();
            int before = builds().size();
            change.make();
            assertThat(run().error).isEqualTo("gallery-cli: building (sources changed) ...\n");
            assertThat(builds()).hasSize(before + 1);
        }
    }

    @Test
    void doesNotBuildForWhatTheCliIsNotMadeOf() throws Exception {
        run();
        pretendBuiltAWhileAgo();
        write(home.resolve("cli/src/test/java/OneTest.java"), "changed");
        write(home.resolve("cli/target/other"), "new");
        write(home.resolve("environments/dev.yaml"), "changed");

        assertThat(run().error).isEmpty();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void buildsOnceForAllWhoWait() throws Exception {
        program(tools.resolve("mvn"), MAVEN.formatted("sleep 2"));
        List<Process> together = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            together.add(start(home.resolve("gallery-cli"), temp, "list"));
        }

        int waited = 0;
        for (Process process : together) {
            Outcome outcome = outcome(process);
            assertThat(outcome.status).isZero();
            assertThat(outcome.output).endsWith("list\n");
            waited += outcome.error.contains("waiting for the build of process") ? 1 : 0;
        }
        assertThat(waited).isEqualTo(3);
        assertThat(builds()).hasSize(1);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void takesOverTheLockOfADeadProcess() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(home.resolve("cli/target"));
        Files.createSymbolicLink(home.resolve("cli/target/gallery-cli.lock"), Path.of(String.valueOf(dead.pid())));

        assertThat(run().error).isEqualTo("gallery-cli: building (first use) ...\n");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void showsWhatMavenSaidWhenTheBuildFails() throws Exception {
        program(tools.resolve("mvn"), MAVEN.formatted("echo '[ERROR] One.java:[1,2] no'; exit 1"));

        Outcome failed = run("list");
        assertThat(failed.status).isEqualTo(69);
        assertThat(failed.output).isEmpty();
        assertThat(failed.error)
                .contains("\n[ERROR] One.java:[1,2] no\n")
                .endsWith("gallery-cli: the build failed; what Maven said is above and in " + home
                        + "/cli/target/gallery-cli-build.log\n");
        assertThat(leftovers()).isEmpty();

        program(tools.resolve("mvn"), MAVEN.formatted(""));
        assertThat(run("list").status).isZero();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void leavesNothingHalfDoneWhenItIsTerminated() throws Exception {
        program(tools.resolve("mvn"), MAVEN.formatted("exec sleep 120"));
        Process building = start(home.resolve("gallery-cli"), temp, "list");
        while (!Files.exists(temp.resolve("builds"))) {
            Thread.sleep(20);
        }
        List<ProcessHandle> maven = building.descendants().toList();
        building.toHandle().destroy();

        assertThat(outcome(building).status).isEqualTo(143);
        assertThat(maven).isNotEmpty();
        for (ProcessHandle process : maven) {
            // Whatever Maven had just started ends by itself a moment later.
            assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(30));
        }
        assertThat(leftovers()).isEmpty();
        program(tools.resolve("mvn"), MAVEN.formatted(""));
        assertThat(run("list").error).isEqualTo("gallery-cli: building (first use) ...\n");
    }

    @Test
    void becomesJavaSoThatSignalsReachIt() throws Exception {
        program(
                tools.resolve("java"),
                "#!/bin/sh\ncase $1 in -version) echo 'openjdk version \"21\"' ;; *) echo $$ ;; esac\n");
        Process process = start(home.resolve("gallery-cli"), temp);

        assertThat(outcome(process).output).isEqualTo(process.pid() + "\n");
    }

    @Test
    void passesTheExitStatusOn() throws Exception {
        program(
                tools.resolve("java"),
                "#!/bin/sh\ncase $1 in -version) echo 'openjdk version \"25\"' ;; *) exit 77 ;; esac\n");

        assertThat(run().status).isEqualTo(77);
    }

    @Test
    void isFoundThroughLinksAndFromAnywhere() throws Exception {
        run();
        Path links = Files.createDirectory(temp.resolve("links"));
        Files.createSymbolicLink(links.resolve("absolute"), home.resolve("gallery-cli"));
        Files.createSymbolicLink(links.resolve("relative"), Path.of("../a checkout/gallery-cli"));
        Files.createSymbolicLink(links.resolve("twice"), Path.of("relative"));
        Files.createSymbolicLink(temp.resolve("folder"), home);

        for (String link : List.of("links/absolute", "links/relative", "links/twice", "folder/gallery-cli")) {
            assertThat(outcome(start(temp.resolve(link), temp)).output)
                    .as(link)
                    .contains("-Dgallery.home=" + home + "\n");
        }
        assertThat(outcome(start(Path.of("./gallery-cli"), home)).output).contains("-Dgallery.home=" + home + "\n");
        assertThat(outcome(start(Path.of("relative"), links, "sh")).output).contains("-Dgallery.home=" + home + "\n");
    }

    @Test
    void prefersTheJavaOfJavaHome() throws Exception {
        Path jdk = jdk("21.0.1");
        environment.put("JAVA_HOME", jdk.toString());
        Files.delete(tools.resolve("java"));

        assertThat(run().status).isZero();
    }

    @Test
    void saysWhichJavaIsMissingOrTooOld() throws Exception {
        environment.put("JAVA_HOME", jdk("11.0.2").toString());
        assertMissing("Java 17 or newer is needed, " + temp + "/jdk-11.0.2/bin/java is version 11.0.2; install JDK 17");

        environment.put("JAVA_HOME", temp.resolve("nowhere").toString());
        assertMissing("JAVA_HOME is " + temp + "/nowhere, but there is no bin/java in it; install JDK 17");

        environment.remove("JAVA_HOME");
        program(tools.resolve("java"), "#!/bin/sh\necho 'java version \"1.8.0_392\"' >&2\n");
        assertMissing("Java 17 or newer is needed, " + tools + "/java is version 1.8.0_392; install JDK 17");

        program(tools.resolve("java"), "#!/bin/sh\necho 'Unable to locate a Java Runtime.' >&2; exit 1\n");
        assertMissing("Java 17 or newer is needed, " + tools + "/java is version unknown; install JDK 17");

        Files.delete(tools.resolve("java"));
        assertMissing("Java 17 or newer is needed; install JDK 17");
    }

    @Test
    void needsACompilerToBuild() throws Exception {
        Files.delete(tools.resolve("javac"));

        assertMissing(tools + "/java is a Java without a compiler, which the first use needs; install JDK 17");
    }

    @Test
    void takesTheWrapperWithoutAMavenThatIsNewEnough() throws Exception {
        program(home.resolve("mvnw"), MAVEN.formatted(""));
        Files.delete(tools.resolve("mvn"));
        assertMissing("Maven 3.8.1 or newer is needed to build; install it");

        program(tools.resolve("mvn"), "#!/bin/sh\necho 'Apache Maven 3.6.3'\n");
        program(tools.resolve("curl"), "#!/bin/sh\n");
        assertThat(run().status).isZero();
        assertThat(builds()).singleElement().asString().startsWith("mvnw in " + home);
    }

    @Test
    void needsNoCheckoutInTheDistribution() throws Exception {
        Path distribution = temp.resolve("a distribution");
        Path script = distribution.resolve("bin/gallery-cli");
        Files.createDirectories(script.getParent());
        Files.copy(home.resolve("gallery-cli"), script);
        Files.delete(tools.resolve("mvn"));
        Files.delete(tools.resolve("javac"));

        Outcome outcome = outcome(start(script, temp, "list"));
        assertThat(outcome.error).isEmpty();
        assertThat(outcome.output)
                .contains("-Dgallery.home=" + distribution + "\n")
                .contains("-Dgallery.functions=" + distribution + "/lambda\n")
                .contains("-cp\n" + distribution + "/lib/*\n");
    }

    @Test
    void preparesJsii() throws Exception {
        program(tools.resolve("java"), """
                #!/bin/sh
                case $1 in
                  -version) echo 'openjdk version "17"' ;;
                  *) echo "$JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION ${JSII_RUNTIME_PACKAGE_CACHE_ROOT-default}" ;;
                esac
                """);
        assertThat(run().output).isEqualTo("18,20,22,24 default\n");

        environment.put("HOME", Files.createFile(temp.resolve("no folder")).toString());
        assertThat(run().output).isEqualTo("18,20,22,24 " + home + "/.gallery/jsii\n");

        environment.put("GALLERY_WORK_DIR", "/work place");
        assertThat(run().output).isEqualTo("18,20,22,24 /work place/jsii\n");

        environment.put("JSII_RUNTIME_PACKAGE_CACHE_ROOT", "/mine");
        environment.put("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "26");
        assertThat(run().output).isEqualTo("26 /mine\n");
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    private record Outcome(int status, String output, String error) {}

    private Outcome run(String... arguments) throws Exception {
        return outcome(start(home.resolve("gallery-cli"), temp, arguments));
    }

    private void assertMissing(String sentence) throws Exception {
        Outcome outcome = run("list");
        assertThat(outcome.error).startsWith("gallery-cli: " + sentence).hasLineCount(1);
        assertThat(outcome.output).isEmpty();
        assertThat(outcome.status).isEqualTo(69);
    }

    /** With the argument "sh" the shell is told to run the file, which then has no folder in its name. */
    private Process start(Path script, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (Arrays.asList(arguments).equals(List.of("sh"))) {
            command.addAll(List.of("/bin/sh", script.toString()));
        } else {
            command.add(script.toString());
            command.addAll(List.of(arguments));
        }
        Path error = Files.createTempFile(temp, "error", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(error.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.put(process, error);
        return process;
    }

    private Outcome outcome(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), output, Files.readString(Objects.requireNonNull(started.get(process))));
    }

    private List<String> builds() throws IOException {
        Path file = temp.resolve("builds");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** What only a build that is under way may have. */
    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("cli/target"))) {
            return files.filter(file -> file.toString().matches(".*\\.(lock.*|new)"))
                    .toList();
        }
    }

    /** Makes every file older than the build, so that only what a test changes next is newer. */
    private void pretendBuiltAWhileAgo() throws IOException {
        Instant build = Instant.now().minusSeconds(60);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(build.minusSeconds(60)));
            }
        }
        Files.setLastModifiedTime(home.resolve("cli/target/gallery-cli.built"), FileTime.from(build));
    }

    private Path jdk(String version) throws IOException {
        Path jdk = Files.createDirectories(temp.resolve("jdk-" + version));
        write(jdk.resolve("release"), "IMPLEMENTOR=\"Any\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
        Files.createDirectory(jdk.resolve("bin"));
        program(jdk.resolve("bin/java"), JAVA);
        return jdk;
    }

    private static Path onThisMachine(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static void program(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
