package dev.sluice.bench.till;

import dev.sluice.engine.payee.AttachAsk;
import dev.sluice.engine.payee.AttachFacts;
import dev.sluice.engine.payee.GateListener;
import dev.sluice.engine.payee.Offer;
import dev.sluice.engine.payee.PayeePipeline;
import dev.sluice.engine.payee.PipelineSettings;
import dev.sluice.engine.payee.Responder;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.payments.rules.Standing;
import dev.sluice.payments.terms.Terms;
import dev.sluice.payments.terms.WorkPrice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One payee: its pipeline, its store on disk, and a work whose every slice costs {@link #FEE}.
 *
 * <p>Threads: any may ask.
 */
final class Till implements AutoCloseable {
    static final Domain DOMAIN = new Domain(31337, Address.of(filled(Address.BYTES, 0x5c)));
    static final Bytes32 CONTENT = Bytes32.of(filled(Bytes32.BYTES, 0x11));
    static final long FEE = 1_000;

    private static final int SLICE_BYTES = 1 << 20;
    private static final int ALL_TO_THE_SEEDER = 10_000;
    private static final long SLICES = 1L << 30;
    private static final Offer OFFER =
            new Offer(
                    CONTENT,
                    new WorkPrice(
                            new Terms(FEE, ALL_TO_THE_SEEDER), SLICES * SLICE_BYTES, SLICE_BYTES),
                    Bytes32.ZERO);

    private final Address payee;
    private final CountingStore store;
    private final PayeePipeline pipeline;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Till(Address payee, Path directory) {
        this.payee = payee;
        this.store = new CountingStore(RocksChannelStore.open(directory));
        this.pipeline =
                new PayeePipeline(
                        PipelineSettings.DEFAULT,
                        policy(),
                        store,
                        GateListener.NOBODY,
                        Thread.ofPlatform().daemon().name("till-", 0).factory(),
                        failure::set);
    }

    private PayeePolicy policy() {
        return new PayeePolicy(DOMAIN, payee, Address.ZERO, Bytes32.ZERO, 0, Amount.of(1), 1, 0);
    }

    Address payee() {
        return payee;
    }

    CountingStore store() {
        return store;
    }

    /** What stopped the pipeline, or null. */
    @Nullable Throwable failure() {
        return failure.get();
    }

    /** Shows a channel that the chain says has this reserve. */
    void attach(
            ChannelParameters channel,
            ChannelOnChain onChain,
            @Nullable SignedVoucher last,
            Responder responder) {
        ChannelId id = channel.id(DOMAIN);
        AttachFacts facts =
                new AttachFacts(
                        DOMAIN,
                        channel,
                        List.of(),
                        Standing.trusted(onChain),
                        Amount.ZERO,
                        pipeline.evictions(id),
                        store.payee(id),
                        List.of());
        pipeline.attach(new AttachAsk(id, responder.peer(), facts, last), responder);
    }

    static ChannelOnChain open(long reserve) {
        return new ChannelOnChain(Amount.of(reserve), Amount.ZERO, ChannelOnChain.OPEN);
    }

    /** Asks for a slice, paid from the channel by the voucher. */
    void ask(long index, ChannelId channel, @Nullable SignedVoucher voucher, Responder responder) {
        pipeline.slice(OFFER, index, false, false, channel, voucher, responder);
    }

    /** What is on disk of a channel. */
    Amount durable(ChannelId channel) {
        return store.payee(channel).flatMap(r -> Optional.of(r.accepted())).orElse(Amount.ZERO);
    }

    static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Override
    public void close() {
        pipeline.close();
        store.close();
    }
}
