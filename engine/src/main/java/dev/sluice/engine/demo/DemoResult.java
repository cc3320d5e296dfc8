package dev.sluice.engine.demo;

import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.text.PeerId;
import java.util.List;

/**
 * What happened, as the chain and the files say; amounts in wei.
 *
 * @param sha256 hex of what the consumer wrote
 * @param seconds from the first request for a slice to the last payment's acknowledgement
 * @param firstSliceMs from the first request to the first slice verified, paid and delivered
 * @param price of the whole work
 * @param paid what the consumer's vouchers promise in all
 * @param settled what the contract paid out and gave back
 */
public record DemoResult(
        ContentId content,
        long bytes,
        String sha256,
        long slices,
        int sliceBytes,
        double seconds,
        long firstSliceMs,
        Amount price,
        Amount paid,
        Amount creatorEarned,
        List<SeederPart> seeders,
        int vouchers,
        Settled settled,
        long gas,
        Chain chain) {
    public DemoResult {
        seeders = List.copyOf(seeders);
    }

    /** One seeder: who, how many bytes came from it, what it earned. */
    public record SeederPart(PeerId peer, long bytes, Amount earned) {}

    /** deposit = creator + seeders + refunded. */
    public record Settled(Amount creator, Amount seeders, Amount refunded, Amount deposit) {}

    /** The chain, the contract on it, and how many transactions the demo sent. */
    public record Chain(long id, Address contract, long transactions) {}
}
