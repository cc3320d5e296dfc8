package dev.sluice.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the arrows that ARCHITECTURE.md and the package-infos draw. An offender is listed by name.
 *
 * <p>The modules {@code bench} and {@code poc} are built after this one and may know all others;
 * that nobody knows them, the build itself holds.
 */
final class ArchitectureTest {
    private static final List<String> MODULES = List.of("payments", "streaming", "chain", "engine");

    private static final Arrows ARROWS =
            Arrows.parse(
                    """
                    payments.money:
                    payments.crypto:    payments.money
                    payments.channel:   payments.money payments.crypto
                    payments.terms:     payments.money payments.channel
                    payments.ledger:    payments.money payments.crypto payments.channel
                    payments.store:     payments.money payments.crypto payments.channel
                    payments.rules:     payments.money payments.crypto payments.channel payments.terms payments.ledger payments.store

                    streaming.proto:
                    streaming.text:
                    streaming.hash:
                    streaming.content:  streaming.proto streaming.text streaming.hash
                    streaming.grant:    streaming.proto streaming.text streaming.content
                    streaming.media:    streaming.content
                    streaming.store:    streaming.proto streaming.text streaming.content
                    streaming.wire:     streaming.proto
                    streaming.quic:     streaming.text streaming.wire

                    chain.jury:         payments.money
                    chain.rpc:          chain.jury payments.money payments.crypto payments.channel payments.ledger
                    chain.contract:     payments.money payments.crypto payments.channel payments.ledger chain.rpc
                    chain.tx:           payments.money payments.crypto payments.channel payments.ledger chain.rpc chain.contract
                    chain.feed:         payments.money payments.crypto payments.channel payments.ledger chain.rpc chain.contract chain.tx
                    chain.ledger:       payments.money payments.crypto payments.channel payments.ledger chain.rpc chain.contract chain.tx chain.feed
                    chain.key:          payments.money payments.crypto
                    chain.local:        payments.money payments.crypto payments.channel payments.ledger chain.rpc chain.contract chain.tx chain.feed chain.ledger

                    engine.scheduler:
                    engine.session:     engine.scheduler payments.money payments.rules payments.terms payments.store
                    engine.store:       payments.money payments.crypto payments.channel payments.store
                    engine.wire:        payments.money payments.crypto payments.channel payments.rules streaming.proto
                    engine.ring:
                    engine.doctor:      payments.money payments.crypto streaming.hash streaming.wire streaming.quic
                    engine.grant:       streaming.proto streaming.text streaming.content streaming.grant streaming.store
                    engine.payee:       engine.ring payments.money payments.crypto payments.channel payments.terms payments.ledger payments.store payments.rules
                    engine.keeper:      payments.money payments.crypto payments.channel payments.ledger payments.store payments.rules
                    engine.peer:        payments.money payments.crypto payments.channel payments.rules streaming.proto streaming.text streaming.content streaming.wire streaming.quic engine.wire
                    engine.cache:       streaming.proto streaming.content streaming.store streaming.wire
                    engine.mirror:      streaming.text streaming.content engine.cache
                    engine.consumer:    engine.ring engine.cache payments.money payments.crypto payments.channel payments.terms payments.ledger payments.store payments.rules streaming.proto streaming.text streaming.content streaming.wire streaming.quic engine.session engine.wire engine.peer streaming.grant
                    engine.node:        payments.money payments.crypto payments.channel payments.terms payments.ledger payments.store payments.rules streaming.proto streaming.text streaming.content streaming.store streaming.wire streaming.quic engine.scheduler engine.session engine.store engine.wire engine.payee engine.keeper engine.peer engine.consumer engine.grant streaming.grant engine.cache engine.mirror
                    engine.gateway:     payments.money engine.session engine.consumer streaming.content
                    engine.sim.checker:
                    engine.sim:         chain.jury payments.money payments.crypto payments.channel payments.terms payments.ledger payments.store payments.rules engine.session engine.payee engine.keeper engine.peer engine.consumer engine.sim.checker
                    engine.demo:        payments.money payments.crypto payments.channel payments.terms payments.ledger payments.store payments.rules streaming.text streaming.content streaming.store streaming.quic chain.ledger chain.local engine.session engine.store engine.payee engine.peer engine.consumer engine.node engine.grant engine.cache
                    engine.cli:         payments.money payments.crypto payments.channel payments.terms payments.ledger payments.store payments.rules streaming.text streaming.content streaming.media streaming.store streaming.quic chain.ledger chain.key chain.local engine.session engine.store engine.payee engine.keeper engine.peer engine.consumer engine.node engine.demo engine.doctor engine.sim engine.sim.checker engine.grant streaming.grant engine.cache engine.gateway
                    """);

    private static final JavaClasses OURS = ours();
    private static final JavaClasses WRONG =
            new ClassFileImporter().importPackages("dev.sluice.house.wrong");

    private static JavaClasses ours() {
        Path root = Repository.here().root();
        return new ClassFileImporter()
                .importPaths(
                        MODULES.stream()
                                .map(module -> root.resolve(module).resolve("target/classes"))
                                .toList());
    }

    @Test
    void everyModuleIsSeen() {
        for (String module : MODULES)
            assertTrue(
                    OURS.stream()
                            .anyMatch(c -> c.getPackageName().startsWith(Arrows.ROOT + module)),
                    module + " has no compiled classes");
    }

    @Test
    void everyPackageStandsInTheTable() {
        TreeSet<String> unknown = new TreeSet<>();
        for (JavaClass type : OURS)
            if (!type.getSimpleName().equals("package-info")
                    && !ARROWS.knows(type.getPackageName())) unknown.add(type.getPackageName());
        assertEquals(
                new TreeSet<String>(), unknown, "add the package to the table, with its arrows");
    }

    @Test
    void packagesKnowOnlyWhatTheTableAllows() {
        assertEquals(List.of(), wrongArrows(OURS));
    }

    private static List<String> wrongArrows(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(d -> d.getTargetClass().getPackageName().startsWith(Arrows.ROOT))
                .filter(
                        d ->
                                !ARROWS.allows(
                                        d.getOriginClass().getPackageName(),
                                        d.getTargetClass().getPackageName()))
                .map(d -> d.getOriginClass().getName() + " → " + d.getTargetClass().getName())
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void paymentsKnowsNoLibraryButItsCurves() {
        assertHolds(
                classes()
                        .that(inside("payments"))
                        .and()
                        .resideOutsideOfPackage("dev.sluice.payments.crypto")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage("java..", "org.jspecify..", "dev.sluice.payments.."));
        assertHolds(
                classes()
                        .that()
                        .resideInAPackage("dev.sluice.payments.crypto")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                "java..",
                                "javax.crypto..",
                                "org.jspecify..",
                                "dev.sluice.payments..",
                                "org.bouncycastle..",
                                "fr.acinq.secp256k1..",
                                "kotlin.."));
    }

    @Test
    void streamingAndPaymentsDoNotKnowEachOther() {
        assertHolds(doesNotKnow("payments", "streaming"));
        assertHolds(doesNotKnow("streaming", "payments"));
        assertHolds(doesNotKnow("chain", "streaming"));
        for (String module : List.of("payments", "streaming", "chain"))
            assertHolds(doesNotKnow(module, "engine"));
    }

    private static ArchRule doesNotKnow(String module, String other) {
        return noClasses()
                .that(inside(module))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(Arrows.ROOT + other + "..");
    }

    private static DescribedPredicate<JavaClass> inside(String module) {
        return JavaClass.Predicates.resideInAPackage(Arrows.ROOT + module + "..");
    }

    @Test
    void eachLibraryIsKnownWhereItBelongs() {
        assertHolds(only("io.netty..", "dev.sluice.streaming.quic"));
        assertHolds(only("org.web3j..", "dev.sluice.chain.."));
        assertHolds(only("org.rocksdb..", "dev.sluice.engine.store"));
        assertHolds(
                only(
                        "com.lmax..",
                        "dev.sluice.engine.ring",
                        "dev.sluice.engine.payee",
                        "dev.sluice.engine.consumer"));
        assertHolds(only("picocli..", "dev.sluice.engine.cli"));
        assertHolds(only("com.google.protobuf..", "dev.sluice.streaming..", "dev.sluice.engine.."));
    }

    private static ArchRule only(String library, String... homes) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    @Test
    void theCoresArePure() {
        DescribedPredicate<JavaClass> core =
                DescribedPredicate.describe(
                        "the cores",
                        type ->
                                Stream.of(
                                                        "payments.",
                                                        "chain.jury",
                                                        "streaming.content",
                                                        "streaming.grant",
                                                        "engine.session",
                                                        "engine.scheduler",
                                                        "engine.mirror")
                                                .anyMatch(
                                                        part ->
                                                                type.getName()
                                                                        .startsWith(
                                                                                Arrows.ROOT + part))
                                        || isOneOf(
                                                type,
                                                "engine.payee.Gate",
                                                "engine.payee.SliceRanges",
                                                "engine.keeper.Agenda",
                                                "engine.keeper.ClaimPolicy",
                                                "engine.keeper.GasCosts",
                                                "engine.keeper.KeeperCore",
                                                "engine.keeper.Kept",
                                                "engine.keeper.Lane",
                                                "engine.keeper.Sweep"));
        assertHolds(classes().that(core).should(new Purity()));
    }

    private static boolean isOneOf(JavaClass type, String... names) {
        String outermost = type.getName().replaceAll("\\$.*", "");
        return Stream.of(names).anyMatch(name -> outermost.equals(Arrows.ROOT + name));
    }

    private static void assertHolds(ArchRule rule) {
        assertEquals(List.of(), violations(rule, OURS), rule.getDescription());
    }

    private static List<String> violations(ArchRule rule, JavaClasses classes) {
        return rule.allowEmptyShould(true).evaluate(classes).getFailureReport().getDetails();
    }

    @Test
    void anImpureClassIsFound() {
        String found = String.join("\n", violations(classes().should(new Purity()), WRONG));
        for (String what :
                List.of(
                        "System.nanoTime()",
                        "java.util.Random.<init>()",
                        "Thread.sleep(",
                        "java.nio.file.Files.exists(",
                        "Set.of("))
            assertTrue(found.contains(what), what + " is not in:\n" + found);
    }

    @Test
    void aLibraryOutOfItsPlaceIsFound() {
        String found =
                String.join("\n", violations(only("com.lmax..", "dev.sluice.engine.payee"), WRONG));
        assertTrue(found.contains("dev.sluice.house.wrong.KnowsTheRing"), found);
    }

    @Test
    void aWrongArrowIsFound() {
        assertEquals(
                List.of("dev.sluice.house.wrong.KnowsTheRing → dev.sluice.payments.money.Amount"),
                wrongArrows(WRONG));
    }

    @Test
    void aTableWithACycleIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Arrows.parse("a: b\nb: a\n"));
    }
}
