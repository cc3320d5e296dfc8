package dev.sluice.poc.microtransaction;

import java.util.function.Function;

/** A way to pay: its name and how its two sides are made for a channel. */
record Scheme(String name, Function<Channel, Payer> payers, Function<Channel, Payee> payees) {
    Payer payer(Channel channel) {
        return payers.apply(channel);
    }

    Payee payee(Channel channel) {
        return payees.apply(channel);
    }

    static Scheme vouchers() {
        return new Scheme("voucher", VoucherPayer::new, VoucherPayee::new);
    }

    /** Ticks of hash chains of this length, each anchored by a signature. */
    static Scheme ticks(int length) {
        return new Scheme(
                "ticks, chains of " + length,
                channel -> new BatchPayer(channel, length, HashChain::new),
                channel -> new BatchPayee(channel, length, HashChain.Check::new));
    }

    /** Leaves of payment trees of this size; the n-th leaf pays n slices. */
    static Scheme tree(int leaves) {
        return new Scheme(
                "tree of " + leaves + " leaves",
                channel -> new BatchPayer(channel, leaves, PaymentTree::new),
                channel -> new BatchPayee(channel, leaves, PaymentTree.Check::new));
    }

    /** Leaves of one tree as coins: each pays one slice, and what was lost stays lost. */
    static Scheme coins(int leaves) {
        return new Scheme(
                "tree of " + leaves + " coins",
                channel -> new CoinPayer(channel, leaves),
                channel -> new CoinPayee(channel, leaves));
    }
}
