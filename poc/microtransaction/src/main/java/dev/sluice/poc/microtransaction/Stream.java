package dev.sluice.poc.microtransaction;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One simulated stream: a player asks several seeders for slices, each seeder serves on credit up
 * to its window, and payments ride on requests.
 *
 * <pre>
 *   player ── request, payment ──► seeder      20 ms and jitter each way, or never
 *   player ◄── slice | refusal ─── seeder      10 ms of work a slice, four requests in flight
 * </pre>
 */
final class Stream {
    private static final int IN_FLIGHT = 4;
    private static final int SERVE_MS = 10;
    private static final int TIMEOUT_MS = 300;
    private static final int PAUSE_MS = 50;

    private final Wire wire;
    private final List<Seeder> seeders = new ArrayList<>();
    private final Rules rules;
    private int asked;
    private int received;
    private long finishedMs;
    private long refusals;
    private long paymentBytes;
    private long mostOwed;
    private long paid;
    private long untilPaidMs;

    /** Tills come one for each seeder. */
    Stream(Wire wire, List<Till> tills, Rules rules) {
        this.wire = wire;
        this.rules = rules;
        for (Till till : tills) seeders.add(new Seeder(till));
    }

    /**
     * What is streamed, and how far seeders go.
     *
     * @param window slices that a seeder serves beyond what is paid; 0 when it is paid in advance
     * @param slices how many are wanted, from all seeders
     * @param served after so many slices a seeder is silent, also when asked again: a cheat
     */
    record Rules(int window, int slices, int served) {
        static Rules honest(int window, int slices) {
            return new Rules(window, slices, Integer.MAX_VALUE);
        }
    }

    /**
     * What came of it.
     *
     * @param mostOwed the most that one seeder had served beyond what it held payments for
     * @param owed the same at the end, over all seeders; below zero, what was paid for nothing
     * @param paid slices that came and were paid for
     * @param untilPaidMs time from slice to payment, summed over them
     */
    record Outcome(
            long finishedMs,
            int received,
            long refusals,
            long paymentBytes,
            long mostOwed,
            long owed,
            long paid,
            long untilPaidMs) {}

    /** Plays to the last slice, or until both sides are cut off. */
    Outcome run(long cutMs) {
        for (Seeder seeder : seeders) seeder.fill();
        while (received < rules.slices() && wire.step(cutMs)) {}
        long owed = 0;
        for (Seeder seeder : seeders) owed += seeder.owed();
        return new Outcome(
                finishedMs, received, refusals, paymentBytes, mostOwed, owed, paid, untilPaidMs);
    }

    private static final class Request {
        final int slice;
        byte[] payment;
        int attempts;

        Request(int slice, byte[] payment) {
            this.slice = slice;
            this.payment = payment;
        }
    }

    /** A seeder, and what the player knows of it. */
    private final class Seeder {
        private final Till till;
        private final Map<Integer, Request> open = new HashMap<>(); // the player's
        private final BitSet served = new BitSet();
        private final List<Long> gotAtMs = new ArrayList<>();
        private long paidHere;
        private long busyUntilMs;

        Seeder(Till till) {
            this.till = till;
        }

        long owed() {
            return served.cardinality() - paidHere;
        }

        void fill() {
            while (open.size() < IN_FLIGHT && asked < rules.slices()) {
                Request request = new Request(asked++, till.attach(gotAtMs.size(), false));
                open.put(request.slice, request);
                transmit(request);
            }
        }

        private void transmit(Request request) {
            int attempt = ++request.attempts;
            byte[] payment = request.payment;
            paymentBytes += payment.length;
            wire.send(() -> onRequest(request, payment));
            wire.after(TIMEOUT_MS, () -> retry(request, attempt, till.isCumulative()));
        }

        private void retry(Request request, int attempt, boolean renew) {
            if (open.get(request.slice) != request || request.attempts != attempt) return;
            if (renew) request.payment = till.attach(gotAtMs.size(), true);
            transmit(request);
        }

        private void onRequest(Request request, byte[] payment) {
            count(till.paid(payment));
            long paidNow = paidHere;
            if (served.cardinality() >= rules.served()) return;
            if (served.get(request.slice)) {
                wire.send(() -> onSlice(request, paidNow));
            } else if (owed() >= rules.window()) {
                refusals++;
                int attempt = request.attempts;
                wire.send(() -> wire.after(PAUSE_MS, () -> retry(request, attempt, true)));
            } else {
                served.set(request.slice);
                mostOwed = Math.max(mostOwed, owed());
                busyUntilMs = Math.max(wire.nowMs(), busyUntilMs) + SERVE_MS;
                wire.after(
                        busyUntilMs - wire.nowMs(),
                        () -> wire.send(() -> onSlice(request, paidNow)));
            }
        }

        private void count(long slices) {
            for (long at = paidHere; at < Math.min(slices, gotAtMs.size()); at++, paid++)
                untilPaidMs += wire.nowMs() - gotAtMs.get((int) at);
            paidHere = Math.max(paidHere, slices);
        }

        private void onSlice(Request request, long paidThen) {
            till.acknowledged(paidThen);
            if (open.remove(request.slice) == null) return;
            gotAtMs.add(wire.nowMs());
            received++;
            if (received == rules.slices()) finishedMs = wire.nowMs();
            fill();
        }
    }
}
