package dev.sluice.engine.keeper;

import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.ledger.LedgerEvent.BlockRef;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A core under test: its clock, and what it asked for. */
final class Rig implements KeeperEffects {
    static final long START = 1_000_000;
    static final long RESERVE = 1_000_000;
    static final BlockRef BLOCK = new BlockRef(7, Bytes32.ZERO);

    static final ClaimPolicy POLICY =
            ClaimPolicy.DEFAULT
                    .withCoin(new TokenPolicy(Amount.of(1_000), TokenPolicy.COIN))
                    .withTimes(10_000, 500, 3_600);

    final List<ChannelId> reads = new ArrayList<>();
    final Map<Long, List<Claim>> claims = new TreeMap<>();
    final List<ChannelId> forgotten = new ArrayList<>();
    final List<KeeperNote> notes = new ArrayList<>();
    final KeeperCore core;
    long now = START;

    Rig() {
        this(KeeperSettings.DEFAULT.withPolicy(POLICY));
    }

    Rig(KeeperSettings settings) {
        core = new KeeperCore(settings);
    }

    static ChannelParameters channel(int salt) {
        return channel(salt, Address.ZERO);
    }

    static ChannelParameters channel(int salt, Address token) {
        return new ChannelParameters(
                Samples.PAYER,
                Samples.SIGNER.address(),
                Samples.PAYEE,
                token,
                Bytes32.ZERO,
                Samples.EXIT_DELAY,
                Samples.bytes32(salt));
    }

    static ChannelId id(int salt) {
        return Samples.id(channel(salt));
    }

    static SignedVoucher voucher(ChannelParameters channel, long cumulative) {
        return new SignedVoucher(Samples.id(channel), Amount.of(cumulative), Samples.SIGNATURE);
    }

    void on(KeeperEvent event) {
        core.on(event, now, this);
    }

    void tickAt(long seconds) {
        now = seconds;
        on(new KeeperEvent.Tick());
    }

    void hold(int salt, long cumulative) {
        hold(channel(salt), cumulative);
    }

    void hold(ChannelParameters channel, long cumulative) {
        on(new KeeperEvent.Held(new Claim(channel, List.of(), voucher(channel, cumulative))));
    }

    void raise(int salt, long cumulative) {
        on(new KeeperEvent.Raised(voucher(channel(salt), cumulative)));
    }

    void open(int salt, long claimed) {
        answer(id(salt), state(claimed, ChannelOnChain.OPEN), state(claimed, ChannelOnChain.OPEN));
    }

    void answer(ChannelId channel, ChannelOnChain head, ChannelOnChain settled) {
        reads.remove(channel);
        on(new KeeperEvent.OnChain(channel, head, settled));
    }

    static ChannelOnChain state(long claimed, long exitAt) {
        return new ChannelOnChain(Amount.of(RESERVE), Amount.of(claimed), exitAt);
    }

    /** Holds a channel that is open and read. */
    void ready(int salt, long cumulative, long claimed) {
        hold(salt, cumulative);
        open(salt, claimed);
    }

    void happened(LedgerEvent event) {
        on(new KeeperEvent.Happened(event));
    }

    void exit(int salt, long exitAt) {
        happened(new LedgerEvent.ExitStarted(BLOCK, id(salt), exitAt));
    }

    void included(long batch) {
        on(new KeeperEvent.BatchIncluded(batch));
    }

    void refused(long batch) {
        on(new KeeperEvent.BatchFailed(batch, true, "refused"));
    }

    List<Claim> batch(long number) {
        return claims.getOrDefault(number, List.of());
    }

    /** The salts of a batch, in its order; empty when there is none. */
    List<Bytes32> salts(long batch) {
        return batch(batch).stream().map(claim -> claim.parameters().salt()).toList();
    }

    <T extends KeeperNote> List<T> notes(Class<T> type) {
        return notes.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void read(ChannelId channel) {
        reads.add(channel);
    }

    @Override
    public void claim(long batch, List<Claim> rows) {
        claims.put(batch, rows);
    }

    @Override
    public void forget(ChannelId channel) {
        forgotten.add(channel);
    }

    @Override
    public void said(KeeperNote note) {
        notes.add(note);
    }
}
