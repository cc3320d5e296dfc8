package dev.sluice.chain.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.Rpc;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Amount;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class AnvilProcessTest {
    @Test
    void itServesChain31337UntilItIsClosed() {
        AnvilProcess anvil = AnvilProcess.start(AnvilSettings.DEFAULT);
        try (Rpc rpc = new Rpc(anvil.rpcUrl(), Duration.ofSeconds(5))) {
            Node node = new Node(rpc);
            assertEquals(AnvilSettings.CHAIN_ID, node.chainId());
            Amount wealth = Amount.of(node.coinBalance(anvil.devKey(9).address()));
            assertEquals(Amount.parse("10000000000000000000000"), wealth);
            anvil.close();
            assertFalse(anvil.isAlive());
            assertThrows(LedgerException.class, node::chainId);
        }
    }

    @Test
    void theFirstDevKeyIsTheOneThatEveryoneKnows() {
        assertEquals(
                "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
                HexFormat.of()
                        .formatHex(DevKeys.derive(AnvilSettings.KNOWN_MNEMONIC, 0).toBytes()));
    }

    @Test
    void aBinaryThatIsNotThereIsNamed() {
        System.setProperty("sluice.anvil", "/nowhere/anvil");
        try {
            LedgerException failure =
                    assertThrows(
                            LedgerException.class, () -> AnvilProcess.start(AnvilSettings.DEFAULT));
            assertTrue(String.valueOf(failure.getMessage()).contains("/nowhere/anvil"));
        } finally {
            System.clearProperty("sluice.anvil");
        }
    }

    @Test
    void aTakenPortIsNamed() {
        try (AnvilProcess first = AnvilProcess.start(AnvilSettings.DEFAULT)) {
            int port = first.rpcUrl().getPort();
            LedgerException failure =
                    assertThrows(
                            LedgerException.class,
                            () -> AnvilProcess.start(AnvilSettings.DEFAULT.withPort(port)));
            String message = String.valueOf(failure.getMessage());
            assertTrue(message.startsWith("port " + port + " is in use"), message);
        }
    }

    @Test
    void blocksComeByThemselvesWithABlockTime() throws Exception {
        AnvilSettings settings = AnvilSettings.DEFAULT.withBlockTime(Duration.ofSeconds(1));
        try (AnvilProcess anvil = AnvilProcess.start(settings);
                Rpc rpc = new Rpc(anvil.rpcUrl(), Duration.ofSeconds(5))) {
            Thread.sleep(1_300);
            assertTrue(new Node(rpc).blockNumber() >= 1);
        }
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> AnvilSettings.DEFAULT.withPort(65_536));
        assertThrows(
                IllegalArgumentException.class,
                () -> AnvilSettings.DEFAULT.withBlockTime(Duration.ofMillis(1_500)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new AnvilSettings(0, Optional.empty(), 0, AnvilSettings.KNOWN_MNEMONIC));
    }

    /** The child JVM is killed with -9, so no hook of it runs; Anvil ends all the same. */
    @Test
    void anvilDiesWithItsJvmEvenByKillNine() throws Exception {
        Process jvm = childJvm(AnvilChild.class.getName());
        BufferedReader output = jvm.inputReader();
        long pid = Long.parseLong(output.readLine());
        ProcessHandle anvil = ProcessHandle.of(pid).orElseThrow();
        assertTrue(anvil.isAlive());
        jvm.destroyForcibly();
        assertTrue(jvm.waitFor(5, TimeUnit.SECONDS));
        anvil.onExit().get(5, TimeUnit.SECONDS);
    }

    /** The feed, the transactor and the HTTP client leave no thread that holds the JVM. */
    @Test
    void theJvmEndsAtOnceAfterTheLedgerIsClosed() throws Exception {
        Process jvm = childJvm(LedgerChild.class.getName());
        BufferedReader output = jvm.inputReader();
        assertEquals("closed", output.readLine());
        assertTrue(jvm.waitFor(2, TimeUnit.SECONDS), "the JVM still runs after 2 s");
        assertEquals(0, jvm.exitValue());
    }

    private static Process childJvm(String main) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        List.of(
                                java,
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-Dsluice.root=" + System.getProperty("sluice.root", ""),
                                "-cp",
                                System.getProperty("java.class.path"),
                                main))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
