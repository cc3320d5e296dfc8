package dev.sluice.poc.microtransaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a payment costs both sides in time and bytes, on one core and without a disk. */
final class Accepts {
    private static final int PAYMENTS = 1 << 10;

    private final int rounds;

    Accepts(int rounds) {
        this.rounds = rounds;
    }

    /** By scheme and signature library; the figures are medians over the rounds. */
    List<Map<String, Object>> costs() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Signing signing : List.of(new NativeSigning(), new BouncyCastleSigning()))
            for (Scheme scheme :
                    List.of(
                            Scheme.vouchers(),
                            Scheme.ticks(64),
                            Scheme.ticks(PAYMENTS),
                            Scheme.tree(64),
                            Scheme.tree(PAYMENTS))) rows.add(cost(scheme, signing));
        return rows;
    }

    private Map<String, Object> cost(Scheme scheme, Signing signing) {
        long[] payNs = new long[rounds];
        long[] acceptNs = new long[rounds];
        long bytes = 0;
        for (int round = -rounds / 2; round < rounds; round++) {
            Channel channel = Channel.numbered(signing, round);
            long startNs = System.nanoTime();
            List<byte[]> messages = messages(scheme, channel);
            long middleNs = System.nanoTime();
            acceptAll(scheme.payee(channel), messages);
            bytes = messages.stream().mapToLong(message -> message.length).sum();
            if (round < 0) continue; // warm-up
            payNs[round] = middleNs - startNs;
            acceptNs[round] = System.nanoTime() - middleNs;
        }
        Arrays.sort(payNs);
        Arrays.sort(acceptNs);
        return Rows.row(
                "scheme", scheme.name(),
                "signatures", signing.library(),
                "payer, µs a payment", micros(payNs[rounds / 2]),
                "payee, µs a payment", micros(acceptNs[rounds / 2]),
                "accepts/s on a core", PAYMENTS * 1_000_000_000L / acceptNs[rounds / 2],
                "bytes a payment", bytes / PAYMENTS);
    }

    /** A payment a slice; each is acknowledged before the next, so an anchor is sent once. */
    static List<byte[]> messages(Scheme scheme, Channel channel) {
        Payer payer = scheme.payer(channel);
        List<byte[]> messages = new ArrayList<>(PAYMENTS);
        for (int slices = 1; slices <= PAYMENTS; slices++) {
            messages.add(payer.pay(slices));
            payer.acknowledged(slices);
        }
        return messages;
    }

    private static void acceptAll(Payee payee, List<byte[]> messages) {
        long paid = 0;
        for (byte[] message : messages) paid = payee.accept(message);
        if (paid != PAYMENTS)
            throw new IllegalStateException(paid + " of " + PAYMENTS + " payments were accepted");
    }

    private static String micros(long ns) {
        return String.format(Locale.ROOT, "%.2f", ns / 1e3 / PAYMENTS);
    }
}
