package dev.sluice.chain.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.chain.ledger.FaultProxy.Fault;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.Rpc;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.ledger.LedgerHealth;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Three endpoints of a real chain, of which some lie, lag or die (T10). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndpointsTest {
    private static final Address COIN = Address.ZERO;

    private static final List<Fault> BAD =
            List.of(
                    Fault.DEAD,
                    Fault.MUTE,
                    Fault.WRONG_CHAIN,
                    Fault.NO_CONTRACT,
                    Fault.OTHER_HASH,
                    Fault.AHEAD,
                    Fault.OLD);

    private LocalChain chain;
    private final List<FaultProxy> proxies = new ArrayList<>();
    private EvmLedger ledger;
    private long works;

    @BeforeAll
    void start() {
        chain = LocalChain.start();
        chain.mine(20);
        for (int i = 0; i < 3; i++) proxies.add(new FaultProxy(chain.info().rpcUrl()));
    }

    @AfterAll
    void stop() {
        proxies.forEach(FaultProxy::close);
        chain.close();
    }

    @BeforeEach
    void open() {
        ledger = EvmLedger.open(settings(), chain.devKey(1));
        assertEquals(3, ledger.health().answering());
    }

    @AfterEach
    void heal() {
        proxies.forEach(proxy -> proxy.set(Fault.NONE));
        ledger.close();
    }

    private EvmSettings settings() {
        EvmSettings settings =
                chain.info()
                        .withRpcUrls(proxies.stream().map(FaultProxy::uri).toList())
                        .settings()
                        .withPoll(LocalChain.POLL);
        return settings.withAsking(
                settings.asking()
                        .withRequestTimeout(Duration.ofSeconds(3))
                        .withCheckEvery(Duration.ofMillis(40))
                        .withMaxHeadAge(Duration.ofHours(10))
                        .withQuarantine(Duration.ofMillis(200)));
    }

    @Test
    void eachKindOfBadEndpointIsLeftOutAndTakenBack() throws Exception {
        for (Fault fault : BAD) {
            proxies.getFirst().set(fault);
            leftOut(fault);
            proxies.getFirst().set(Fault.NONE);
            await(() -> ledger.health().answering() == 3, fault + " is not taken back");
        }
    }

    private void leftOut(Fault fault) throws Exception {
        if (fault == Fault.NO_CONTRACT || fault == Fault.WRONG_CHAIN) {
            ledger.close();
            ledger = EvmLedger.open(settings(), chain.devKey(1));
        }
        await(() -> ledger.health().answering() == 2, fault + " is used on");
        String complaint = ledger.complaints().getFirst();
        assertTrue(complaint.startsWith(proxies.getFirst().uri() + ": "), complaint);
        assertTrue(complaint.contains(words(fault)), complaint);
        ledger.deposit(COIN, Amount.of(1)).get(10, TimeUnit.SECONDS);
        assertEquals(0, ledger.health().silentMillis());
    }

    private static String words(Fault fault) {
        return switch (fault) {
            case DEAD, MUTE -> "no answer from the ledger endpoint";
            case WRONG_CHAIN -> "serves chain 1, the settings name chain 31337";
            case NO_CONTRACT -> "no contract at";
            case OTHER_HASH -> "most others have";
            case AHEAD -> "it claims block 2147483647, most others are at";
            case OLD -> "s old, at most 36000 s are believed";
            default -> throw new IllegalArgumentException(fault.toString());
        };
    }

    @Test
    void oneThatLagsIsUsedAgainWhenItCatchesUp() throws Exception {
        proxies.getFirst().stickAt(ledger.blockNumber());
        chain.mine(8);
        long head = ledger.blockNumber();
        await(() -> ledger.health().block() >= chainHead(), "the head is not seen: " + head);
        assertEquals(3, ledger.health().answering(), "eight blocks behind are allowed");
        chain.mine(1);
        await(() -> ledger.health().answering() == 2, "nine blocks behind are not");
        assertTrue(ledger.complaints().getFirst().contains("is 9 blocks behind"));
        assertEquals(chainHead(), ledger.blockNumber());
        proxies.getFirst().set(Fault.NONE);
        await(() -> ledger.health().answering() == 3, "it is not taken back");
    }

    @Test
    void oneWhoseHeadGoesBackIsLeftOut() throws Exception {
        chain.mine(1);
        await(() -> ledger.health().block() == chainHead(), "the head is not seen");
        proxies.getFirst().stickAt(chainHead() - 20);
        await(() -> ledger.health().answering() == 2, "it is used on");
        String complaint = ledger.complaints().getFirst();
        assertTrue(complaint.contains("its head went back from"), complaint);
        assertEquals(chainHead(), ledger.blockNumber());
    }

    @Test
    void aChannelIsWhatMostEndpointsSay() throws Exception {
        ChannelParameters channel = aChannel();
        ledger.open(COIN, Amount.of(5_000), List.of(new ChannelRequest(channel, Amount.of(5_000))))
                .get(10, TimeUnit.SECONDS);
        chain.mine(3);
        ChannelId id = channel.id(ledger.domain());
        ChannelOnChain truth =
                new ChannelOnChain(Amount.of(5_000), Amount.ZERO, ChannelOnChain.OPEN);
        for (FaultProxy liar : proxies) {
            liar.set(Fault.OTHER_STATE);
            assertEquals(truth, ledger.channel(id));
            assertEquals(truth, ledger.channel(id, 2));
            assertTrue(
                    ledger.complaints().toString().contains("tells another state of the contract"),
                    ledger.complaints().toString());
            liar.set(Fault.NONE);
            await(() -> ledger.health().answering() == 3, "it is not taken back");
        }
    }

    private ChannelParameters aChannel() {
        Address payer = ledger.account();
        return new ChannelParameters(
                payer,
                payer,
                chain.devKey(3).address(),
                COIN,
                Bytes32.ZERO,
                86_400,
                new Bytes32(9, 9, 9, ++works));
    }

    private long chainHead() {
        try (Rpc rpc = new Rpc(chain.info().rpcUrl(), Duration.ofSeconds(5))) {
            return new Node(rpc).blockNumber();
        }
    }

    @Test
    void whenAllAreSilentThatIsSaidAndEndsByItself() throws Exception {
        LinkedBlockingQueue<LedgerEvent> seen = new LinkedBlockingQueue<>();
        AutoCloseable feed = ledger.subscribe(ledger.blockNumber(), seen::add);
        List<Bytes32> expected = new ArrayList<>();
        expected.add(anchor(ledger));
        proxies.forEach(proxy -> proxy.set(Fault.DEAD));
        await(() -> ledger.health().answering() == 0, "the dead are used");
        await(() -> ledger.health().silentMillis() > 100, "the silence is not measured");
        LedgerException silent = assertThrows(LedgerException.class, ledger::blockNumber);
        assertTrue(
                String.valueOf(silent.getMessage()).startsWith("no ledger endpoint can be used: "),
                String.valueOf(silent.getMessage()));
        try (EvmLedger other = chain.ledger(chain.devKey(2))) {
            for (int i = 0; i < 3; i++) {
                expected.add(anchor(other));
                chain.mine(40);
            }
        }
        proxies.get(2).set(Fault.NONE);
        assertEquals(expected, anchors(seen, chainHead()));
        LedgerHealth health = ledger.health();
        assertEquals(1, health.answering());
        assertTrue(health.silentMillis() > 0, "one of three decides nothing");
        assertThrows(LedgerException.class, () -> ledger.channel(aChannel().id(ledger.domain())));
        proxies.get(1).set(Fault.NONE);
        await(() -> ledger.health().silentMillis() == 0, "two of three are enough");
        feed.close();
    }

    /** What was anchored up to a block, after checking that blocks came in a row. */
    private static List<Bytes32> anchors(LinkedBlockingQueue<LedgerEvent> seen, long until)
            throws InterruptedException {
        List<Bytes32> anchors = new ArrayList<>();
        long last = -1;
        while (last < until) {
            LedgerEvent event = seen.poll(10, TimeUnit.SECONDS);
            assertTrue(event != null, "block " + until + " did not come");
            if (event instanceof LedgerEvent.Anchored work) anchors.add(work.content());
            if (event instanceof LedgerEvent.NewBlock block) {
                assertTrue(last < 0 || block.block().number() == last + 1, "a gap at " + last);
                last = block.block().number();
            }
        }
        return anchors;
    }

    private Bytes32 anchor(EvmLedger by) throws Exception {
        Bytes32 content = new Bytes32(1, 2, 3, ++works);
        by.anchor(content, new Bytes32(4, 5, 6, 7), works).get(10, TimeUnit.SECONDS);
        return content;
    }

    @Test
    void withNoneFitNothingIsOpened() {
        proxies.forEach(proxy -> proxy.set(Fault.WRONG_CHAIN));
        LedgerException failure =
                assertThrows(
                        LedgerException.class, () -> EvmLedger.open(settings(), chain.devKey(1)));
        String message = String.valueOf(failure.getMessage());
        for (FaultProxy proxy : proxies) assertTrue(message.contains(proxy.uri() + ": "), message);
    }

    private static void await(BooleanSupplier condition, String otherwise)
            throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - endNs < 0, otherwise);
            Thread.sleep(5);
        }
    }
}
