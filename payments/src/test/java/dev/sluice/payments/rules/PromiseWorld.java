package dev.sluice.payments.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.store.KeyPurchase;
import dev.sluice.payments.store.PromiseMarks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A payer with three channels that plays two works in turns, and crashes before and after every
 * write and every signature; payees that hide vouchers, withhold keys, and come back from old
 * disks. Everything that was ever signed is remembered, and checked after every event.
 *
 * <p>Channel 0 buys keys, the others bytes.
 */
final class PromiseWorld {
    private static final int CHANNELS = 3;
    private static final long UNIT = 100;
    private static final long CAP = 800;
    private static final List<Bytes32> WORKS = List.of(Samples.bytes32(1), Samples.bytes32(2));

    /** The process died here. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Payee {
        private Amount accepted = Amount.ZERO;
        private Amount everSigned = Amount.ZERO;
        private Amount received = Amount.ZERO;
        private boolean honest;
    }

    private final RandomGenerator random;
    private final Amount reserve = Amount.of(1_000_000);
    private final List<ChannelParameters> parameters = new ArrayList<>();
    private final List<ChannelId> ids = new ArrayList<>();
    private final List<Payee> payees = new ArrayList<>();

    // the disk
    private final PromiseMarks[] marks = new PromiseMarks[CHANNELS];
    private final Map<List<Object>, Amount> spends = new HashMap<>();
    private final Map<List<Object>, Map<Long, KeyPurchase>> purchases = new HashMap<>();

    // what really happened, by work
    private final Amount[] signedFor = {Amount.ZERO, Amount.ZERO};
    private final long[] nextKey = new long[2];
    private final Map<List<Object>, Integer> paidKeys = new HashMap<>();
    final Amount[] limits;

    // the process
    private int work;
    private @Nullable Promises promises;
    private final PayerChannel[] channels = new PayerChannel[CHANNELS];
    private final Promise[] hands = new Promise[CHANNELS];
    int crashes;
    int refusals;

    PromiseWorld(RandomGenerator random) {
        this.random = random;
        this.limits =
                new Amount[] {
                    Amount.of(random.nextLong(40_000)), Amount.of(random.nextLong(40_000))
                };
        for (int i = 0; i < CHANNELS; i++) {
            parameters.add(channel(i + 1));
            ids.add(parameters.get(i).id(Samples.DOMAIN));
            marks[i] = PromiseMarks.NONE;
            Payee payee = new Payee();
            payee.honest = random.nextBoolean();
            payees.add(payee);
        }
    }

    static ChannelParameters channel(int salt) {
        ChannelParameters some = Samples.CHANNEL;
        return new ChannelParameters(
                some.payer(),
                some.signer(),
                some.payee(),
                some.token(),
                some.splitHash(),
                some.exitDelaySeconds(),
                Samples.bytes32(salt));
    }

    void run(int events) {
        start();
        for (int i = 0; i < events; i++) {
            try {
                step();
            } catch (Crash e) {
                crashes++;
                start();
            }
            check();
        }
    }

    private void step() {
        int peer = random.nextInt(CHANNELS);
        switch (random.nextInt(12)) {
            case 0 -> {
                if (random.nextBoolean()) rest();
                start();
            }
            case 1 -> write(need().note());
            case 2 -> hide(payees.get(peer));
            case 3 -> connect(peer);
            case 4 -> {
                if (peer != 0) loss(peer);
            }
            default -> {
                if (peer == 0) keys();
                else bytes(peer);
            }
        }
    }

    private Promises need() {
        return java.util.Objects.requireNonNull(promises);
    }

    private ChannelId id(int peer) {
        return ids.get(peer);
    }

    /** As a process starts: from the disk alone. */
    private void start() {
        work = random.nextInt(2);
        Bytes32 content = WORKS.get(work);
        Promises fresh = new Promises(content, limits[work], Amount.ZERO);
        for (int i = 0; i < CHANNELS; i++) {
            channels[i] =
                    PayerChannel.restored(id(i), parameters.get(i), reserve, marks[i], content);
            Amount spent = spends.getOrDefault(List.of(content, i), Amount.ZERO);
            if (i == 0) {
                KeyRanges keys = new KeyRanges();
                bought(content).values().forEach(keys::restore);
                hands[i] = fresh.addKeys(channels[i], marks[i], spent, keys);
            } else hands[i] = fresh.addBytes(channels[i], marks[i], spent);
        }
        promises = fresh;
        for (int i = 0; i < CHANNELS; i++) connect(i);
    }

    private Map<Long, KeyPurchase> bought(Bytes32 content) {
        return purchases.computeIfAbsent(List.of(content), _ -> new TreeMap<>());
    }

    /** Both show their last; the payee may have a lower one from an old disk, or hide one. */
    private void connect(int peer) {
        Payee payee = payees.get(peer);
        Amount last = marks[peer].agreed();
        Amount news = last.minusOrZero(payee.everSigned); // owed since, and signed to be shown
        int owner = WORKS.indexOf(marks[peer].content());
        if (!news.isZero()) signedFor[owner] = signedFor[owner].plus(news);
        payee.everSigned = Amount.max(payee.everSigned, last);
        if (last.compareTo(payee.accepted) > 0) payee.accepted = last;
        channels[peer].heal(payee.accepted);
        assertTrue(
                marks[peer].promised().compareTo(payee.accepted) >= 0, "a promise stands before");
    }

    private void hide(Payee payee) {
        payee.accepted = Amount.of(random.nextLong(payee.accepted.toLongSaturated() + 1));
    }

    private void bytes(int peer) {
        PayerChannel channel = channels[peer];
        long fee = 1 + random.nextLong(UNIT);
        if (!fits(channel, fee)) return;
        channel.payVerified(fee);
        payees.get(peer).received = payees.get(peer).received.plus(fee);
        if (random.nextInt(3) == 0) sign(peer);
    }

    private void loss(int peer) {
        PayerChannel channel = channels[peer];
        Amount lost = Amount.of(random.nextLong(UNIT));
        if (!fits(channel, lost.toLongSaturated())) return;
        if (channel.writeOff(lost, window(channel)).isAccepted()) sign(peer);
    }

    private void keys() {
        PayerChannel channel = channels[0];
        KeyRanges keys = hands[0].keys();
        if (!keys.allReceived()) receiveKeys(channel, keys);
        long first = keys.boughtEnd(0);
        long count = 1 + random.nextLong(4);
        if (!fits(channel, count * UNIT)) return;
        if (!channel.payInAdvance(count * UNIT, window(channel)).isAccepted()) return;
        keys.buy(first, count);
        sign(
                0,
                () -> {
                    for (long i = first; i < first + count; i++)
                        assertEquals(
                                1, paidKeys.merge(List.of(work, i), 1, Integer::sum), "paid twice");
                });
        if (payees.get(0).honest || random.nextInt(4) == 0) receiveKeys(channel, keys);
    }

    /** A creator that lies gives keys again that it gave before, and withholds the last. */
    private void receiveKeys(PayerChannel channel, KeyRanges keys) {
        long end = keys.boughtEnd(0);
        long given = payees.get(0).honest ? end : random.nextLong(end + 1);
        for (long index = 0; index < given; index++)
            keys.received(
                    index,
                    _ -> {
                        channel.verified(UNIT);
                        nextKey[work]++;
                    });
    }

    /** As the session does: nothing is agreed to that the budget might not cover. */
    private boolean fits(PayerChannel channel, long price) {
        Amount outlay = Amount.ZERO;
        for (PayerChannel each : channels)
            outlay = outlay.plus(each.outlay(each == channel ? Amount.of(price) : Amount.ZERO));
        Amount before = Amount.ZERO;
        for (int i = 0; i < CHANNELS; i++) before = before.plus(startSpent(i));
        boolean fits = before.plus(outlay).compareTo(limits[work]) <= 0;
        if (!fits) refusals++;
        return fits;
    }

    private final Map<Promises, Amount[]> atStart = new HashMap<>();

    private Amount startSpent(int peer) {
        Amount[] spent =
                atStart.computeIfAbsent(
                        need(),
                        _ -> {
                            Amount[] now = new Amount[CHANNELS];
                            for (int i = 0; i < CHANNELS; i++)
                                now[i] =
                                        spends.getOrDefault(
                                                List.of(WORKS.get(work), i), Amount.ZERO);
                            return now;
                        });
        return spent[peer];
    }

    private void sign(int peer) {
        sign(peer, () -> {});
    }

    private void sign(int peer, Runnable onSigned) {
        Amount cumulative = channels[peer].nextCumulative();
        maybeCrash();
        PromiseStep step = need().sign(hands[peer], cumulative);
        assertEquals(null, step.refused(), "the session agrees to no more than the budget");
        write(step);
        maybeCrash();
        signed(peer, cumulative);
        onSigned.run();
        maybeCrash();
        if (random.nextInt(5) != 0)
            payees.get(peer).accepted = Amount.max(payees.get(peer).accepted, cumulative);
    }

    /** A signature is in the world. It is for this work as far as it goes beyond the healed. */
    private void signed(int peer, Amount cumulative) {
        Payee payee = payees.get(peer);
        assertTrue(
                marks[peer].promised().compareTo(cumulative) >= 0, "durable before it is signed");
        Amount news = cumulative.minusOrZero(payee.everSigned);
        signedFor[work] = signedFor[work].plus(news);
        payee.everSigned = Amount.max(payee.everSigned, cumulative);
    }

    private void rest() {
        write(need().rest());
    }

    private void write(PromiseStep step) {
        if (step.rows().isEmpty()) return;
        maybeCrash();
        for (PromiseRow row : step.rows()) {
            int peer = peer(row.channel());
            assertTrue(
                    row.marks().agreed().compareTo(marks[peer].agreed()) >= 0, "I6: agreed falls");
            marks[peer] = row.marks();
            spends.put(List.of(row.spend().content(), peer), row.spend().spent());
            for (KeyPurchase p : row.purchases()) bought(p.content()).put(p.first(), p);
        }
        maybeCrash();
        need().written(step);
    }

    private int peer(ChannelId channel) {
        for (int i = 0; i < CHANNELS; i++) if (id(i).equals(channel)) return i;
        throw new AssertionError("unknown " + channel);
    }

    private void maybeCrash() {
        if (random.nextInt(12) == 0) throw new Crash();
    }

    private static long window(PayerChannel channel) {
        return PaymentWindow.windowBaseUnits(channel.nextCumulative(), UNIT, CAP);
    }

    private void check() {
        for (int w = 0; w < 2; w++) {
            Amount spent = Amount.ZERO;
            for (int i = 0; i < CHANNELS; i++)
                spent = spent.plus(spends.getOrDefault(List.of(WORKS.get(w), i), Amount.ZERO));
            assertTrue(spent.compareTo(limits[w]) <= 0, "the spend passes the limit");
            assertTrue(signedFor[w].compareTo(spent) <= 0, "signed beyond the spend");
        }
        for (int i = 0; i < CHANNELS; i++) {
            Payee payee = payees.get(i);
            Amount got = i == 0 ? Amount.of((nextKey[0] + nextKey[1]) * UNIT) : payee.received;
            Amount risk = payee.everSigned.minusOrZero(got);
            long window = PaymentWindow.windowBaseUnits(payee.everSigned, UNIT, CAP);
            assertTrue(risk.compareTo(Amount.of(window)) <= 0, "I3 " + i + ": " + risk);
        }
    }
}
