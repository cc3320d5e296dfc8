package dev.sluice.engine.payee;

import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.payments.rules.Standing;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.payments.store.PayeeRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What tests of the payee ask with. A slice's fee is 1,000 and its key costs 3,000. */
final class Desk {
    static final Bytes32 CONTENT = Samples.bytes32(0x11);
    static final Bytes32 PEER = Samples.bytes32(0x22);
    static final Bytes32 OTHER_PEER = Samples.bytes32(0x33);
    static final long FEE = 1_000;
    static final long KEY = 3_000;
    static final long RESERVE = 100_000;
    static final Offer OFFER = offer(Bytes32.ZERO);
    static final PayeePolicy POLICY =
            new PayeePolicy(
                    Samples.DOMAIN,
                    Samples.PAYEE,
                    Samples.TOKEN,
                    Bytes32.ZERO,
                    Samples.EXIT_DELAY,
                    Amount.of(1),
                    1,
                    1);

    private Desk() {}

    static Offer offer(Bytes32 keySplitHash) {
        return new Offer(CONTENT, Samples.price(100, FEE + KEY), keySplitHash);
    }

    static AttachAsk attach(ChannelParameters channel, Bytes32 peer, @Nullable SignedVoucher last) {
        return attach(channel, List.of(), peer, last, Optional.empty(), List.of());
    }

    static AttachAsk attach(
            ChannelParameters channel,
            List<Share> split,
            Bytes32 peer,
            @Nullable SignedVoucher last,
            Optional<PayeeRecord> stored,
            List<KeyRelease> releases) {
        ChannelOnChain onChain =
                new ChannelOnChain(Amount.of(RESERVE), Amount.ZERO, ChannelOnChain.OPEN);
        return attach(channel, split, peer, last, stored, releases, Standing.trusted(onChain));
    }

    static AttachAsk attach(
            ChannelParameters channel,
            List<Share> split,
            Bytes32 peer,
            @Nullable SignedVoucher last,
            Optional<PayeeRecord> stored,
            List<KeyRelease> releases,
            Standing standing) {
        AttachFacts facts =
                new AttachFacts(
                        Samples.DOMAIN, channel, split, standing, Amount.ZERO, 0, stored, releases);
        return new AttachAsk(Samples.id(channel), peer, facts, last);
    }

    static Standing standing(long head, long confirmed) {
        return new Standing(open(head), open(confirmed));
    }

    static ChannelOnChain open(long reserve) {
        return new ChannelOnChain(Amount.of(reserve), Amount.ZERO, ChannelOnChain.OPEN);
    }
}
