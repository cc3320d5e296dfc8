package dev.sluice.poc.microtransaction;

import dev.sluice.poc.microtransaction.Wire.Faults;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** A thousand payments, each sent once: how many slices are paid when some are lost or late. */
final class SentOnce {
    private static final int PAYMENTS = 1_000;

    private final int seeds;
    private final Signing signing = new NativeSigning();

    SentOnce(int seeds) {
        this.seeds = seeds;
    }

    /** By scheme and fault. */
    List<Map<String, Object>> counted() {
        List<Faults> faults = List.of(new Faults(0, 60), Faulty.ROUGH, new Faults(10, 60));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Scheme scheme : schemes())
            for (Faults fault : faults) rows.add(row(scheme.name(), fault, List.of(scheme)));
        for (Faults fault : faults) rows.add(row("nonces in order, as on chain", fault, List.of()));
        return rows;
    }

    private static List<Scheme> schemes() {
        return List.of(Scheme.vouchers(), Scheme.ticks(64), Scheme.tree(64), Scheme.coins(1 << 10));
    }

    private Map<String, Object> row(String name, Faults faults, List<Scheme> scheme) {
        long sum = 0;
        long least = PAYMENTS;
        for (long seed = 1; seed <= seeds; seed++) {
            long counted =
                    scheme.isEmpty()
                            ? inOrder(faults, seed)
                            : counted(scheme.getFirst(), faults, seed);
            sum += counted;
            least = Math.min(least, counted);
        }
        return Rows.row(
                "scheme",
                name,
                "messages",
                faults.title(),
                "paid of 1,000, mean",
                sum / seeds,
                "least",
                least);
    }

    long counted(Scheme scheme, Faults faults, long seed) {
        Channel channel = Channel.numbered(signing, seed);
        Payer payer = scheme.payer(channel);
        Payee payee = scheme.payee(channel);
        Wire wire = new Wire(faults, seed);
        for (int slices = 1; slices <= PAYMENTS; slices++) {
            byte[] message = payer.pay(slices);
            wire.after(slices, () -> wire.send(() -> payee.accept(message)));
        }
        while (wire.step(Long.MAX_VALUE)) {}
        return payee.proof().slices();
    }

    /** A rule that takes only the next number stops at the first gap. */
    private static long inOrder(Faults faults, long seed) {
        Wire wire = new Wire(faults, seed);
        BitSet arrived = new BitSet();
        for (int i = 0; i < PAYMENTS; i++) {
            int nonce = i;
            wire.after(nonce, () -> wire.send(() -> arrived.set(nonce)));
        }
        while (wire.step(Long.MAX_VALUE)) {}
        return arrived.nextClearBit(0);
    }
}
