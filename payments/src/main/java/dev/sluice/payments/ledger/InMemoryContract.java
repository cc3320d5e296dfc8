package dev.sluice.payments.ledger;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.ReleaseDigest;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.crypto.Signers;
import dev.sluice.payments.ledger.LedgerEvent.BlockRef;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The channel contract as a model: the same states, checks and order of checks as the Solidity one,
 * without gas. A refusal is a {@link LedgerException} that starts with the contract's own error.
 *
 * <p>Threads: belongs to its chain, which calls it under its lock and takes back the writes of a
 * refused call.
 */
final class InMemoryContract {
    static final long MAX_EXIT_DELAY_SECONDS = 30L * 24 * 3600;
    static final Amount MAX_AMOUNT = new Amount((1L << 40) - 1, -1); // uint104

    static final ChannelOnChain UNKNOWN = new ChannelOnChain(Amount.ZERO, Amount.ZERO, 0);

    /** What the contract needs of the block that it runs in. */
    interface Block {
        long timeSeconds();

        void emit(Function<BlockRef, LedgerEvent> event);
    }

    private final Domain domain;
    private final long minExitDelaySeconds;
    private final Block block;
    private final Writes writes;
    private final InMemoryClaims claims;
    private final Map<ChannelId, ChannelOnChain> channels = new TreeMap<>();
    private final Map<Address, Address> delegates = new TreeMap<>();
    private final Purses free;
    private final Purses credits;

    InMemoryContract(Domain domain, long minExitDelaySeconds, Block block, Writes writes) {
        this.domain = domain;
        this.minExitDelaySeconds = minExitDelaySeconds;
        this.block = block;
        this.writes = writes;
        this.free = new Purses(writes);
        this.credits = new Purses(writes);
        this.claims = new InMemoryClaims(domain);
    }

    void deposit(Address payer, Address token, Amount amount) {
        free.add(payer, token, amount);
    }

    void withdrawDeposit(Address payer, Address token, Amount amount) {
        requireNotZero(amount);
        takeFree(payer, token, amount);
    }

    void open(Address payer, Address token, ChannelRequest request) {
        ChannelParameters channel = request.parameters();
        requirePayer(payer, channel);
        requireToken(token, channel);
        earmark(payer, token, request.amount());
        requireOpenable(request);
        ChannelId id = channel.id(domain);
        if (channels.containsKey(id)) throw new LedgerException("ChannelExists: " + id);
        store(id, new ChannelOnChain(request.amount(), Amount.ZERO, ChannelOnChain.OPEN));
        block.emit(at -> new LedgerEvent.Opened(at, id, channel, request.amount()));
    }

    private void requireOpenable(ChannelRequest request) {
        ChannelParameters channel = request.parameters();
        if (channel.signer().isZero() || channel.payee().isZero())
            throw new LedgerException("ZeroAddress: signer or payee");
        if (channel.payee().equals(domain.contract()))
            throw new LedgerException("PayeeIsContract: " + channel.payee());
        requireNotZero(request.amount());
        long delay = channel.exitDelaySeconds();
        if (delay < minExitDelaySeconds || delay > MAX_EXIT_DELAY_SECONDS)
            throw new LedgerException(
                    "ExitDelayOutOfRange: %d outside %d..%d seconds"
                            .formatted(delay, minExitDelaySeconds, MAX_EXIT_DELAY_SECONDS));
    }

    void topUp(Address payer, Address token, ChannelRequest request) {
        ChannelParameters channel = request.parameters();
        earmark(payer, token, request.amount());
        ChannelId id = channel.id(domain);
        ChannelOnChain state = requireLive(id);
        requirePayer(payer, channel);
        requireToken(token, channel);
        requireNotZero(request.amount());
        requireNoExit(state);
        Amount reserve = state.reserve().plus(request.amount());
        requireUint104(reserve);
        store(id, new ChannelOnChain(reserve, state.claimed(), state.exitAt()));
        block.emit(at -> new LedgerEvent.ToppedUp(at, id, reserve));
    }

    /** Pays a claim out, or changes nothing and does not complain: a bad row is skipped (T8). */
    void claim(Claim claim) {
        ChannelId id = claim.parameters().id(domain);
        ChannelOnChain state = channel(id);
        if (claims.refusal(claim, id, state) != null) return;
        Amount before = state.claimed();
        Amount after = claim.voucher().cumulative();
        store(id, new ChannelOnChain(state.reserve(), after, state.exitAt()));
        claims.parts(claim, before, after)
                .forEach(part -> credits.add(part.to(), part.token(), part.amount()));
        block.emit(at -> new LedgerEvent.Claimed(at, id, after, after.minus(before)));
    }

    /**
     * Why a claim would be skipped now, beginning with the contract's error; empty when it pays.
     */
    Optional<String> refusal(Claim claim) {
        ChannelId id = claim.parameters().id(domain);
        return Optional.ofNullable(claims.refusal(claim, id, channel(id)));
    }

    void startExit(Address caller, ChannelParameters channel) {
        ChannelId id = channel.id(domain);
        ChannelOnChain state = requireLive(id);
        requirePayer(caller, channel);
        requireNoExit(state);
        long exitAt = block.timeSeconds() + channel.exitDelaySeconds();
        store(id, new ChannelOnChain(state.reserve(), state.claimed(), exitAt));
        block.emit(at -> new LedgerEvent.ExitStarted(at, id, exitAt));
    }

    void cancelExit(Address caller, ChannelParameters channel) {
        ChannelId id = channel.id(domain);
        ChannelOnChain state = requireLive(id);
        requirePayer(caller, channel);
        requireExit(id, state);
        store(id, new ChannelOnChain(state.reserve(), state.claimed(), ChannelOnChain.OPEN));
        block.emit(at -> new LedgerEvent.ExitCancelled(at, id));
    }

    void finishExit(ChannelParameters channel) {
        ChannelId id = channel.id(domain);
        ChannelOnChain state = requireLive(id);
        requireExit(id, state);
        if (block.timeSeconds() < state.exitAt())
            throw new LedgerException(
                    "ExitNotOver: until " + state.exitAt() + ", it is " + block.timeSeconds());
        close(id, state, channel);
    }

    void release(ChannelParameters channel, Amount claimed, Signature payee) {
        ChannelId id = channel.id(domain);
        ChannelOnChain state = requireLive(id);
        if (state.claimed().compareTo(claimed) < 0)
            throw new LedgerException(
                    "ReleaseAheadOfClaims: " + claimed + " released, claimed " + state.claimed());
        Address signer = Signers.recover(ReleaseDigest.of(domain, id, claimed), payee);
        if (signer == null || !mayRelease(signer, channel.payee()))
            throw new LedgerException(
                    "WrongSigner: expected " + channel.payee() + ", got " + signer);
        close(id, state, channel);
    }

    private boolean mayRelease(Address signer, Address payee) {
        return signer.equals(payee) || signer.equals(delegates.get(payee));
    }

    void setDelegate(Address payee, Address delegate) {
        writes.put(delegates, payee, delegate);
    }

    Address delegate(Address payee) {
        return delegates.getOrDefault(payee, Address.ZERO);
    }

    /** Frees what was not claimed; the id never opens again. */
    private void close(ChannelId id, ChannelOnChain state, ChannelParameters channel) {
        Amount refund = state.reserve().minus(state.claimed());
        store(id, new ChannelOnChain(state.claimed(), state.claimed(), ChannelOnChain.CLOSED));
        free.add(channel.payer(), channel.token(), refund);
        block.emit(at -> new LedgerEvent.Closed(at, id, refund));
    }

    /** What was credited to the recipient, which is now paid out. */
    Amount withdraw(Address recipient, Address token) {
        Amount credit = credits.get(recipient, token);
        requireNotZero(credit);
        credits.take(recipient, token, credit);
        return credit;
    }

    ChannelOnChain channel(ChannelId id) {
        return channels.getOrDefault(id, UNKNOWN);
    }

    ChannelOnChain channel(ChannelId id, int depth) {
        ChannelOnChain then = writes.before(channels, id, depth);
        return then == null ? UNKNOWN : then;
    }

    Amount free(Address payer, Address token) {
        return free.get(payer, token);
    }

    Amount credit(Address recipient, Address token) {
        return credits.get(recipient, token);
    }

    private void store(ChannelId id, ChannelOnChain state) {
        writes.put(channels, id, state);
    }

    /** Moves free money into a channel, whose amounts the contract keeps in 104 bits. */
    private void earmark(Address payer, Address token, Amount amount) {
        requireUint104(amount);
        takeFree(payer, token, amount);
    }

    private void takeFree(Address payer, Address token, Amount amount) {
        Amount has = free.get(payer, token);
        if (amount.compareTo(has) > 0)
            throw new LedgerException("AboveFreeBalance: " + amount + " of " + has + " free");
        free.take(payer, token, amount);
    }

    private ChannelOnChain requireLive(ChannelId id) {
        ChannelOnChain state = channel(id);
        if (state.equals(UNKNOWN)) throw new LedgerException("UnknownChannel: " + id);
        if (state.isClosed()) throw new LedgerException("ChannelClosed: " + id);
        return state;
    }

    private static void requirePayer(Address caller, ChannelParameters channel) {
        if (!caller.equals(channel.payer()))
            throw new LedgerException("NotPayer: " + caller + ", expected " + channel.payer());
    }

    private static void requireToken(Address token, ChannelParameters channel) {
        if (!token.equals(channel.token()))
            throw new LedgerException("WrongToken: " + channel.token() + ", expected " + token);
    }

    private static void requireNotZero(Amount amount) {
        if (amount.isZero()) throw new LedgerException("ZeroAmount");
    }

    private static void requireUint104(Amount amount) {
        if (amount.compareTo(MAX_AMOUNT) > 0)
            throw new LedgerException("amount " + amount + " above " + MAX_AMOUNT);
    }

    private static void requireNoExit(ChannelOnChain state) {
        if (!state.isOpen()) throw new LedgerException("ExitUnderWay: at " + state.exitAt());
    }

    private static void requireExit(ChannelId id, ChannelOnChain state) {
        if (state.isOpen()) throw new LedgerException("NoExit: " + id);
    }
}
