package gallery.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import gallery.cli.doctor.Doctor;
import gallery.cli.emulator.Emulator;
import gallery.cli.operation.Tools;
import gallery.cli.process.DetachedProcessRunner;
import gallery.cli.run.StackRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The direction of dependencies, and which few classes touch the outside. */
class ArchitectureTest {

    private static JavaClasses cli;

    @BeforeAll
    static void read() {
        cli = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("gallery.cli");
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("gallery.cli.(*)..").should().beFreeOfCycles().check(cli);
    }

    @Test
    void onlyMainKnowsTheCommands() {
        noClasses()
                .that()
                .resideOutsideOfPackage("gallery.cli.command")
                .and()
                .doNotBelongToAnyOf(Main.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("gallery.cli.command")
                .check(cli);
    }

    /** A command parses and delegates. */
    @Test
    void commandsKnowNoMachinery() {
        noClasses()
                .that()
                .resideInAPackage("gallery.cli.command")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "gallery.cli.graph",
                        "gallery.cli.process",
                        "gallery.cli.report",
                        "gallery.cli.selection",
                        "gallery.cli.terraform",
                        "com.hashicorp..")
                .check(cli);
    }

    @Test
    void theMachineryDoesNotKnowWhatItIsUsedFor() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "gallery.cli.console",
                        "gallery.cli.emulator",
                        "gallery.cli.exit",
                        "gallery.cli.graph",
                        "gallery.cli.layout",
                        "gallery.cli.process",
                        "gallery.cli.run",
                        "gallery.cli.selection",
                        "gallery.cli.terraform")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "gallery.cli",
                        "gallery.cli.command",
                        "gallery.cli.doctor",
                        "gallery.cli.flow",
                        "gallery.cli.operation",
                        "gallery.cli.report")
                .check(cli);
    }

    @Test
    void theOrderOfStacksKnowsNoProcess() {
        noClasses()
                .that()
                .resideInAnyPackage("gallery.cli.graph", "gallery.cli.run", "gallery.cli.selection")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("gallery.cli.process", "gallery.cli.terraform", "gallery.cli.layout")
                .check(cli);
    }

    @Test
    void picocliStaysInTheCommands() {
        noClasses()
                .that()
                .resideOutsideOfPackage("gallery.cli.command")
                .and()
                .doNotBelongToAnyOf(Main.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(cli);
    }

    @Test
    void cdktfStaysInTheStacks() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.hashicorp..", "software.constructs..", "software.amazon..")
                .check(cli);
    }

    @Test
    void onlyTheRunAndTheShutdownHaveThreads() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(StackRun.class, Shutdown.class)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("java.util.concurrent..").and(nameMatching(".*(Executor|ForkJoin|Timer).*")))
                .orShould()
                .accessTargetWhere(to(Thread.class, "<init>|start"))
                .orShould()
                .accessTargetWhere(named("parallel|parallelStream|.*Async"))
                .check(cli);
    }

    @Test
    void onlyMainEndsTheProcess() {
        onlyIn(Main.class, to(System.class, "exit"));
        onlyIn(Shutdown.class, to(Runtime.class, "halt|addShutdownHook"));
        noClasses().should().accessTargetWhere(to(Runtime.class, "exit")).check(cli);
    }

    @Test
    void onlyMainReadsWhereItRuns() {
        onlyIn(Main.class, to(System.class, "getenv|out|err|in|console"));
        onlyIn(Main.class, to(Boolean.class, "getBoolean"));
        noClasses()
                .that()
                // The doctor tells which Java this is.
                .doNotBelongToAnyOf(Main.class, Doctor.class)
                .should()
                .accessTargetWhere(to(System.class, "getProperty|getProperties"))
                .check(cli);
    }

    @Test
    void fewClassesStartProcesses() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Main.class, DetachedProcessRunner.class, Tools.class)
                .and()
                .resideOutsideOfPackage(Emulator.class.getPackageName())
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .check(cli);
    }

    private static void onlyIn(Class<?> home, DescribedPredicate<JavaAccess<?>> access) {
        noClasses()
                .that()
                .doNotBelongToAnyOf(home)
                .should()
                .accessTargetWhere(access)
                .check(cli);
    }

    private static DescribedPredicate<JavaAccess<?>> to(Class<?> owner, String names) {
        return DescribedPredicate.describe(
                owner.getSimpleName() + "." + names,
                access -> access.getTargetOwner().isEquivalentTo(owner)
                        && access.getTarget().getName().matches(names));
    }

    private static DescribedPredicate<JavaAccess<?>> named(String names) {
        return DescribedPredicate.describe(
                names, access -> access.getTarget().getName().matches(names));
    }
}
