package dev.sluice.chain;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows drawn in {@code package-info} are the arrows of the code. */
final class ChainArchitectureTest {
    private static final String ROOT = "dev.sluice.chain.";

    private final JavaClasses classes =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.sluice.chain");

    @Test
    void packagesFormALine() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.sluice.chain..")
                .layer("jury")
                .definedBy(ROOT + "jury")
                .layer("rpc")
                .definedBy(ROOT + "rpc")
                .layer("contract")
                .definedBy(ROOT + "contract")
                .layer("tx")
                .definedBy(ROOT + "tx")
                .layer("feed")
                .definedBy(ROOT + "feed")
                .layer("ledger")
                .definedBy(ROOT + "ledger")
                .layer("local")
                .definedBy(ROOT + "local")
                .layer("key")
                .definedBy(ROOT + "key")
                .whereLayer("local")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("key")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("ledger")
                .mayOnlyBeAccessedByLayers("local")
                .whereLayer("feed")
                .mayOnlyBeAccessedByLayers("ledger")
                .whereLayer("tx")
                .mayOnlyBeAccessedByLayers("ledger", "local")
                .whereLayer("contract")
                .mayOnlyBeAccessedByLayers("tx", "feed", "ledger", "local")
                .whereLayer("jury")
                .mayOnlyBeAccessedByLayers("rpc")
                .whereLayer("jury")
                .mayNotAccessAnyLayer()
                .whereLayer("key")
                .mayNotAccessAnyLayer()
                .check(classes);
    }
}
