package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.Rpc;
import dev.sluice.engine.cli.Ran;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.PayeeRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `sluice keeper` as a process, over Anvil, while the node that earned the vouchers sleeps. */
final class KeeperTest {
    private static final Amount RESERVE = Amount.of(1_000_000_000_000_000_000L);
    private static final long UNIT = 10_000_000_000_000_000L;
    private static final long EXIT_DELAY = 86_400;
    private static final long WAIT_SECONDS = 30;

    @TempDir static Path directory;

    private static Site site;
    private static Home node;
    private static Address payee;
    private static Home keeperHome;
    private static Address gasAccount;
    private static SecretKey payerKey;
    private static EvmLedger payer;
    private static Rpc rpc;
    private static final List<ChannelParameters> CHANNELS = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        site = new Site(directory);
        node = site.home("node");
        payee = site.wallet(node).address();
        keeperHome = site.home("keeper");
        gasAccount = site.wallet(keeperHome).address();
        payerKey = SecretKey.random(new SecureRandom());
        site.chain.fund(payerKey.address(), Seller.PURSE);
        payer = site.chain.ledger(payerKey);
        rpc = new Rpc(site.chain.info().rpcUrl(), Duration.ofSeconds(10));
        List<ChannelRequest> open = new ArrayList<>();
        for (int salt = 1; salt <= 4; salt++) {
            CHANNELS.add(channel(salt));
            open.add(new ChannelRequest(CHANNELS.getLast(), RESERVE));
        }
        payer.open(Address.ZERO, RESERVE.times(4), open).join();
        earn();
    }

    @AfterAll
    static void stop() {
        payer.close();
        rpc.close();
        site.close();
    }

    private static ChannelParameters channel(int salt) {
        return new ChannelParameters(
                payerKey.address(),
                payerKey.address(),
                payee,
                Address.ZERO,
                Bytes32.ZERO,
                EXIT_DELAY,
                new Bytes32(0, 0, 0, salt));
    }

    /** The node earned 1, 2, 3 and 4 units on its channels, and went to sleep. */
    private static void earn() {
        try (RocksChannelStore store = node.channels();
                var batch = store.batch()) {
            for (int i = 0; i < CHANNELS.size(); i++) {
                SignedVoucher voucher = voucher(i, (i + 1) * UNIT);
                batch.put(
                        new PayeeRecord(
                                voucher.channel(),
                                CHANNELS.get(i),
                                List.of(),
                                Optional.of(voucher),
                                Amount.ZERO));
            }
            batch.commit();
        }
    }

    private static SignedVoucher voucher(int channel, long cumulative) {
        return SignedVoucher.sign(
                site.chain.info().domain(),
                CHANNELS.get(channel).id(site.chain.info().domain()),
                Amount.of(cumulative),
                payerKey);
    }

    @Test
    void aKeeperAloneClaimsWhileTheNodeSleeps() throws Exception {
        Path file = exported();
        spoil(file);
        Sluice keeper = keeper(file);
        anExitIsClaimedFromAtOnce(keeper);
        keeper.kill();
        killedInTheMiddleItClaimsOnce(file);
        theRestIsClaimedOnceAndWithdrawn(file);
    }

    private static Path exported() {
        Path file = directory.resolve("vouchers.jsonl");
        Map<?, ?> said = Ran.of(site.on(node, "earn", "export", "-o", "" + file)).result();
        assertEquals(4, said.get("vouchers"));
        return file;
    }

    /** A row that was changed, one that is torn, one of another chain. */
    private static void spoil(Path file) throws Exception {
        List<String> lines = Files.readAllLines(file);
        String row = lines.getFirst();
        String richer = row.replaceFirst("\"cumulative\":\"[0-9]+\"", "\"cumulative\":\"77\"");
        String torn = row.substring(0, 99);
        String elsewhere = row.replaceFirst("\"chainId\":[0-9]+", "\"chainId\":1");
        Files.write(file, List.of(richer, torn, elsewhere), StandardOpenOption.APPEND);
    }

    private static Sluice keeper(Path file) throws Exception {
        Sluice keeper = site.start(keeperHome, "keeper", "--vouchers", "" + file);
        Map<?, ?> ready = keeper.await("ready");
        assertEquals(4, ready.get("vouchers"), "the good rows");
        assertEquals(3, ready.get("badRows"), "the bad ones are named and skipped (T8)");
        assertEquals(gasAccount.toString(), ready.get("account"));
        return keeper;
    }

    private static void anExitIsClaimedFromAtOnce(Sluice keeper) throws Exception {
        payer.startExit(CHANNELS.get(2)).join();
        awaitThat("the exit is answered (T4)", () -> claimed(2).equals(Amount.of(3 * UNIT)));
        assertEquals(Amount.of(3 * UNIT), payer.credit(payee, Address.ZERO), "paid to the payee");
        assertEquals(Amount.ZERO, claimed(0), "what is small waits");
        assertEquals(1, transactions("latest"));
        assertTrue(keeper.handle().isAlive());
    }

    /** Dies when its claim is in the pool and in no block; the next one does not send another. */
    private static void killedInTheMiddleItClaimsOnce(Path file) throws Exception {
        Sluice keeper = keeper(file);
        site.chain.control().setAutomine(false);
        var started = payer.startExit(CHANNELS.get(3));
        awaitThat("the exit is in the pool", () -> poolNonce(payerKey.address()) == 3);
        site.chain.mine(1);
        started.join();
        awaitThat("the claim is in the pool", () -> transactions("pending") == 2);
        keeper.kill();
        Sluice next = keeper(file);
        next.await("note");
        site.chain.mine(1);
        site.chain.control().setAutomine(true);
        awaitThat("the claim is in a block", () -> claimed(3).equals(Amount.of(4 * UNIT)));
        site.chain.mine(3);
        assertEquals(2, transactions("latest"), "one claim for each exit");
        assertEquals(143, next.terminate());
    }

    private static void theRestIsClaimedOnceAndWithdrawn(Path file) throws Exception {
        Ran once = Ran.of(site.on(keeperHome, "keeper", "--once", "--vouchers", "" + file));
        assertEquals(12, once.code(), "the bad rows are still there: " + once);
        Map<?, ?> claimed = once.objects().getLast();
        assertEquals("claimed", claimed.get("type"));
        assertEquals(2, claimed.get("channels"));
        assertEquals(0, claimed.get("left"));
        assertEquals(3, transactions("latest"), "both rows in one transaction");
        assertEquals(Amount.of(10 * UNIT), payer.credit(payee, Address.ZERO));
        Map<?, ?> earnings = Ran.of(site.on(node, "earn", "show")).result();
        assertEquals("0", earnings.get("unclaimed"));
        assertEquals("" + 10 * UNIT, earnings.get("withdrawable"));
        assertEquals(
                "0",
                "" + Ran.of(site.on(node, "earn", "claim", "--dry-run")).result().get("unclaimed"));
        withdraws();
    }

    private static void withdraws() {
        Ran asked = Ran.of(site.on(node, "earn", "withdraw"));
        asked.failed(2, "--yes");
        assertEquals(Amount.of(10 * UNIT), payer.credit(payee, Address.ZERO), "it only asked");
        Map<?, ?> plan = Ran.of(site.on(node, "earn", "withdraw", "--dry-run")).result();
        assertEquals("withdrawal-plan", plan.get("type"));
        assertTrue(Amount.parse("" + plan.get("cost")).compareTo(Amount.ZERO) > 0);
        List<String> with = new ArrayList<>(List.of(site.on(node, "earn", "withdraw", "--yes")));
        with.addAll(List.of("--passphrase-file", "" + directory.resolve("passphrase")));
        Map<?, ?> done = Ran.of(with.toArray(String[]::new)).result();
        assertEquals("" + 10 * UNIT, done.get("amount"));
        assertEquals(Amount.ZERO, payer.credit(payee, Address.ZERO));
    }

    @Test
    void whoHasNoVouchersIsToldWhereTheyComeFrom() throws Exception {
        Home empty = site.home("empty");
        Ran.of(site.on(empty, "keeper", "--once")).failed(2, "earn export");
        Path none = directory.resolve("none.jsonl");
        Ran.of(site.on(empty, "keeper", "--once", "--vouchers", "" + none)).failed(4, "none.jsonl");
        Ran.of(site.on(empty, "earn", "export", "-o", "" + none)).failed(4, "nothing was earned");
        Ran.of(site.on(empty, "keeper", "--once", "--age", "0")).failed(2, "age 0 s");
    }

    private static Amount claimed(int channel) {
        return payer.channel(CHANNELS.get(channel).id(site.chain.info().domain())).claimed();
    }

    /** How many the gas account has in blocks, or in blocks and the pool. */
    private static long transactions(String state) {
        return state.equals("latest")
                ? new Node(rpc).minedNonce(gasAccount)
                : poolNonce(gasAccount);
    }

    private static long poolNonce(Address account) {
        return new Node(rpc).pendingNonce(account);
    }

    private static void awaitThat(String what, Callable<Boolean> holds) throws Exception {
        long endNs = System.nanoTime() + Duration.ofSeconds(WAIT_SECONDS).toNanos();
        while (!holds.call()) {
            if (System.nanoTime() > endNs) fail(what + " does not happen");
            Thread.sleep(20);
        }
    }
}
