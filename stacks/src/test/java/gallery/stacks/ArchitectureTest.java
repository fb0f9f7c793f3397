package gallery.stacks;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import gallery.stacks.core.GalleryStack;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The direction of dependencies: environments ← core ← constructs ← features ← app. */
class ArchitectureTest {

    private static JavaClasses gallery;

    @BeforeAll
    static void read() {
        gallery = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("gallery");
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("gallery.stacks.(**)").should().beFreeOfCycles().check(gallery);
        slices().matching("gallery.(**)").should().beFreeOfCycles().check(gallery);
    }

    @Test
    void featuresDoNotKnowEachOther() {
        slices().matching("gallery.stacks.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAPackage("gallery.stacks.core"))
                .ignoreDependency(alwaysTrue(), resideInAPackage("gallery.stacks.construct"))
                .check(gallery);
    }

    @Test
    void coreKnowsNeitherConstructsNorFeatures() {
        classes()
                .that()
                .resideInAPackage("gallery.stacks.core")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "gallery.stacks.core",
                        "gallery.environments",
                        "com.hashicorp..",
                        "software..",
                        "java..",
                        "org.jspecify..")
                .check(gallery);
    }

    @Test
    void onlyTheAppKnowsTheFeatures() {
        noClasses()
                .that()
                .resideInAnyPackage("gallery.stacks.core", "gallery.stacks.construct", "gallery.stacks.policy")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("gallery.stacks")
                .check(gallery);
    }

    @Test
    void environmentsDoNotKnowTheStacks() {
        noClasses()
                .that()
                .resideInAPackage("gallery.environments..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("gallery.stacks..")
                .check(gallery);
    }

    /** So that listing stacks starts no Node process, and policies could check any Terraform configuration. */
    @Test
    void theCatalogueAndThePoliciesNeedNoCdktf() {
        noClasses()
                .that()
                .resideInAPackage("gallery.stacks.policy")
                .or()
                .areAssignableTo(Catalogue.class)
                .or()
                .areAssignableTo(StackEntry.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.hashicorp..", "software..")
                .check(gallery);
    }

    @Test
    void stacksAreNamedSoAndFinal() {
        classes()
                .that()
                .areAssignableTo(GalleryStack.class)
                .and()
                .doNotBelongToAnyOf(GalleryStack.class)
                .should()
                .haveSimpleNameEndingWith("Stack")
                .andShould()
                .haveModifier(JavaModifier.FINAL)
                .check(gallery);
    }
}
