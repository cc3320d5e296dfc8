package dev.sluice.engine.demo;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.engine.consumer.PlaybackResult;
import dev.sluice.engine.consumer.Purse;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads from the chain and from the consumer's file what the run came to, and checks that all
 * accounts agree (I4): what does not add up is an error and not a result.
 */
record Audit(
        LocalChain chain,
        EvmLedger ledger,
        Cast creator,
        List<Cast> seeders,
        PlaybackPlan plan,
        PlaybackResult played) {

    DemoResult result(Path out, double seconds) throws IOException, DemoException {
        Amount creatorEarned = earned(plan.keyService(), creator);
        List<DemoResult.SeederPart> parts = new ArrayList<>();
        Amount seedersEarned = Amount.ZERO;
        for (int i = 0; i < seeders.size(); i++) {
            Amount earned = earned(plan.seeders().get(i), seeders.get(i));
            parts.add(
                    new DemoResult.SeederPart(
                            seeders.get(i).node.peerId(), played.seederBytes().get(i), earned));
            seedersEarned = seedersEarned.plus(earned);
        }
        Amount paid = plan.promised();
        same("paid", paid, "earned", creatorEarned.plus(seedersEarned));
        DemoResult.Settled settled = settled(creatorEarned, seedersEarned);
        long written = Files.size(out);
        if (written != plan.manifest().geometry().contentBytes())
            throw new DemoException("the consumer wrote " + written + " bytes");
        return new DemoResult(
                plan.manifest().id(),
                written,
                Sha256Text.of(out),
                plan.price().slices(),
                plan.price().sliceBytes(),
                seconds,
                played.firstSliceNs() / 1_000_000,
                plan.price().total(),
                paid,
                creatorEarned,
                parts,
                plan.vouchers(),
                settled,
                gas(),
                new DemoResult.Chain(
                        chain.info().chainId(), chain.info().contract(), transactions()));
    }

    /** What the contract credited to the payee, which must be what its channel claimed. */
    private Amount earned(PlaybackPlan.Source source, Cast payee) throws DemoException {
        Purse purse = source.purse();
        if (purse == null) return Amount.ZERO;
        ChannelOnChain channel = ledger.channel(purse.channel());
        if (!channel.isClosed())
            throw new DemoException("channel " + purse.channel() + " is not closed");
        Amount credit = ledger.credit(payee.wallet.address(), Address.ZERO);
        same("claimed", channel.claimed(), "credited", credit);
        return credit;
    }

    private DemoResult.Settled settled(Amount creatorEarned, Amount seedersEarned)
            throws DemoException {
        Amount refunded = ledger.freeDeposit(ledger.account(), Address.ZERO);
        Amount deposit = Amount.ZERO;
        for (PlaybackPlan.Source source : plan.sources())
            if (source.channel() != null) deposit = deposit.plus(source.channel().reserve());
        same(
                "deposit",
                deposit,
                "settled and refunded",
                creatorEarned.plus(seedersEarned).plus(refunded));
        return new DemoResult.Settled(creatorEarned, seedersEarned, refunded, deposit);
    }

    private static void same(String what, Amount a, String other, Amount b) throws DemoException {
        if (!a.equals(b)) throw new DemoException(what + " " + a + ", but " + other + " " + b);
    }

    private long gas() {
        long sum = ledger.gasUsed() + creator.ledger.gasUsed();
        for (Cast seeder : seeders) sum += seeder.ledger.gasUsed();
        return sum;
    }

    private long transactions() {
        long sum = ledger.transactions() + creator.ledger.transactions();
        for (Cast seeder : seeders) sum += seeder.ledger.transactions();
        return sum;
    }
}
