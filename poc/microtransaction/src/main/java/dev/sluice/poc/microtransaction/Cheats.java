package dev.sluice.poc.microtransaction;

import dev.sluice.poc.microtransaction.Stream.Rules;
import dev.sluice.poc.microtransaction.Wire.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** An adversary on each side: what the other loses, in slices. */
final class Cheats {
    private static final int HONEST = 20;
    private static final int PAYEES = 4;
    private static final int LEAVES = 1 << 8;
    private static final int WANTED = 100;
    private static final long LONG_MS = 60_000;

    private final Signing signing = new NativeSigning();
    private final int attempts;

    /**
     * @param attempts forged, old and foreign payments for each scheme
     */
    Cheats(int attempts) {
        this.attempts = attempts;
    }

    /** By way to pay and window, on a network that loses nothing. */
    List<Map<String, Object>> losses() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Way way : Way.all())
            for (int window : new int[] {1, 8})
                rows.add(
                        Rows.row(
                                "scheme", way.name(),
                                "window, slices", window,
                                "payer takes and leaves: payee loses", payerLeaves(way, window),
                                "payee takes and leaves: payer loses", payeeLeaves(way, window)));
        return rows;
    }

    /** By scheme: payments that are none. */
    List<Map<String, Object>> forgeries() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Scheme scheme : schemes())
            rows.add(
                    Rows.row(
                            "scheme", scheme.name(),
                            "forged, old and foreign payments", attempts * 3L,
                            "counted", badOnesCounted(scheme),
                            "the same 20 slices' money shown to 4 payees: slices they lose",
                                    sharedMoney(scheme)));
        return rows;
    }

    static List<Scheme> schemes() {
        return List.of(
                Scheme.vouchers(), Scheme.ticks(256), Scheme.tree(256), Scheme.coins(LEAVES));
    }

    /** Served on credit. The player pays for twenty slices, then takes what it is given. */
    long payerLeaves(Way way, int window) {
        Wire wire = new Wire(Faults.NONE, 1);
        Till till = Till.stopping(way.till(signing, new Blocks(wire, 1), 0), HONEST);
        return new Stream(wire, List.of(till), Rules.honest(window, WANTED)).run(LONG_MS).owed();
    }

    /** Paid in advance. The seeder serves twenty slices, then takes what it is paid. */
    long payeeLeaves(Way way, int window) {
        Wire wire = new Wire(Faults.NONE, 1);
        Till till = Till.inAdvance(way.till(signing, new Blocks(wire, 1), 0), window);
        return -new Stream(wire, List.of(till), new Rules(0, WANTED, HONEST)).run(LONG_MS).owed();
    }

    /** Bits flipped, payments of another channel, and payments that were counted before. */
    long badOnesCounted(Scheme scheme) {
        SplittableRandom random = new SplittableRandom(17);
        Payer payer = scheme.payer(Channel.numbered(signing, 3));
        Payee payee = scheme.payee(Channel.numbered(signing, 3));
        byte[] first = payer.pay(1);
        long fair = payee.accept(first);
        payer.acknowledged(
                fair); // or the next would carry the anchor again, which is not looked at
        byte[] next = payer.pay(2);
        byte[] foreign = scheme.payer(Channel.numbered(signing, 4)).pay(2);
        long counted = 0;
        for (int i = 0; i < attempts; i++) {
            byte[] forged = next.clone();
            forged[random.nextInt(1, forged.length)] ^= (byte) (1 << random.nextInt(8));
            for (byte[] bad : List.of(forged, first, foreign))
                if (payee.accept(bad) != fair) counted++;
        }
        return counted;
    }

    /**
     * One signature shown to several payees. All schemes but coins name the payee in what is
     * signed, so nobody else counts it; a tree of coins is meant to be spent at many, and each
     * counts what only one can close on.
     */
    private long sharedMoney(Scheme scheme) {
        Channel shown = Channel.numbered(signing, 5);
        byte[] payment = scheme.payer(shown).pay(HONEST);
        boolean namesPayee = scheme.payer(shown).isCumulative();
        long counted = 0;
        for (int i = 0; i < PAYEES; i++) {
            Channel own = namesPayee ? Channel.numbered(signing, 5L + i) : shown;
            counted += scheme.payee(own).accept(payment);
        }
        return counted - HONEST;
    }
}
