package gallery.environments;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** Environments are what everything else is built from, so they know nothing of the rest. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("gallery.environments");

    @Test
    void dependsOnNoOtherModule() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("gallery.stacks..", "gallery.cli..", "gallery.handlers..")
                .check(CLASSES);
    }

    @Test
    void hasNoCycles() {
        slices().matching("gallery.(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
