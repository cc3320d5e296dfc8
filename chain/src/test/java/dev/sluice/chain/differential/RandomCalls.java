package dev.sluice.chain.differential;

import dev.sluice.chain.contract.ChannelCalls;
import dev.sluice.chain.contract.ContractCall;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.ReleaseDigest;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.channel.VoucherDigest;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.ChannelRequest;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.ledger.Receipt;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Calls drawn from a seed, most of them at an edge: a unit or a second below, at and above what the
 * contract compares with.
 */
final class RandomCalls {
    private static final int MOST_CHANNELS = 8;
    private static final BigInteger UINT104 = BigInteger.TWO.pow(104);
    private static final Amount LARGEST = Amount.of(UINT104.subtract(BigInteger.ONE));

    /** A channel with the list behind its split hash, opened or not. */
    private record Known(ChannelParameters parameters, ChannelId id, List<Share> split) {}

    private final Twin twin;
    private final RandomGenerator random;
    private final ChannelCalls calls;
    private final SecretKey signer;
    private final SecretKey delegate;
    private final List<Known> channels = new ArrayList<>();
    private final Set<ChannelId> ofThisCall = new HashSet<>();
    private long salt;

    RandomCalls(Twin twin, RandomGenerator random) {
        this.twin = twin;
        this.random = random;
        this.calls = new ChannelCalls(twin.contract());
        this.signer = SecretKey.random(random);
        this.delegate = SecretKey.random(random);
        channels.add(known());
    }

    /** Every channel that may exist, with its token. */
    Map<ChannelId, Address> channels() {
        Map<ChannelId, Address> all = new TreeMap<>();
        for (Known known : channels) all.put(known.id(), known.parameters().token());
        return all;
    }

    /** Everybody who can have money. */
    List<Address> recipients() {
        List<Address> all = new ArrayList<>();
        for (int i = 0; i < Twin.ACTORS; i++) all.add(twin.actor(i));
        all.add(signer.address());
        all.add(delegate.address());
        return all;
    }

    Step next() {
        ofThisCall.clear();
        return switch (random.nextInt(20)) {
            case 0, 1 -> deposit();
            case 2 -> withdrawDeposit();
            case 3, 4, 5 -> open();
            case 6, 7 -> topUp();
            case 8, 9, 10, 11 -> claim(1);
            case 12, 13 -> claim(2 + random.nextInt(4));
            case 14 -> startExit();
            case 15 -> cancelExit();
            case 16 -> finishExit();
            case 17 -> release();
            case 18 -> withdraw();
            default -> setDelegate();
        };
    }

    private Step deposit() {
        int actor = actor();
        Address token = token();
        Amount amount =
                oneIn(20) ? twin.ledger(actor).balance(twin.actor(actor), token).plus(1) : some();
        return step(
                actor,
                "deposit " + amount + " of " + token,
                calls.deposit(token, amount),
                ledger -> ledger.deposit(token, amount));
    }

    private Step withdrawDeposit() {
        int actor = actor();
        Address token = token();
        Amount amount = near(free(actor, token));
        return step(
                actor,
                "withdrawDeposit " + amount + " of " + token,
                calls.withdrawDeposit(token, amount),
                ledger -> ledger.withdrawDeposit(token, amount));
    }

    private Step open() {
        int actor = actor();
        Address token = token();
        Amount deposit = oneIn(3) ? Amount.ZERO : some();
        List<ChannelRequest> requests = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Known channel = oneIn(4) ? anyOf(actor, token) : fresh(actor, token);
            requests.add(request(channel, near(free(actor, token).plus(deposit))));
        }
        return step(
                actor,
                "open " + requests + " with " + deposit,
                calls.open(token, deposit, requests),
                ledger -> ledger.open(token, deposit, requests));
    }

    private Step topUp() {
        Known channel = any();
        int actor = oneIn(6) ? actor() : payerOf(channel);
        Address token = oneIn(8) ? token() : channel.parameters().token();
        Amount deposit = oneIn(3) ? Amount.ZERO : some();
        Amount amount = near(free(actor, token).plus(deposit));
        List<ChannelRequest> requests = List.of(request(channel, amount));
        return step(
                actor,
                "topUp " + requests + " with " + deposit + " of " + token,
                calls.topUp(token, deposit, requests),
                ledger -> ledger.topUp(token, deposit, requests));
    }

    private Step claim(int count) {
        List<Claim> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) rows.add(row());
        return new Step(
                "claim " + rows, actor(), pass(), calls.claim(rows), l -> l.claim(rows), rows);
    }

    private Claim row() {
        Known channel = any();
        Amount cumulative = cumulative(twin.ledger(0).channel(channel.id()));
        byte[] digest = VoucherDigest.of(twin.domain(), channel.id(), cumulative);
        Signature signature = oneIn(8) ? badSignature(digest) : signer.sign(digest);
        List<Share> split = oneIn(8) ? otherSplit(channel) : channel.split();
        return new Claim(
                channel.parameters(),
                split,
                new SignedVoucher(channel.id(), cumulative, signature));
    }

    /** At and around what is claimed and reserved, in between, and where uint104 would wrap. */
    private Amount cumulative(ChannelOnChain state) {
        return switch (random.nextInt(8)) {
            case 0 -> near(state.claimed());
            case 1 -> near(state.reserve());
            case 2 -> state.reserve();
            case 3 -> Amount.of(UINT104.add(state.claimed().toBigInteger()).add(BigInteger.ONE));
            case 4 -> new Amount(-1, -1);
            default -> between(state.claimed(), state.reserve());
        };
    }

    private Signature badSignature(byte[] digest) {
        byte[] bytes = signer.sign(digest).toBytes();
        switch (random.nextInt(4)) {
            case 0 -> bytes = delegate.sign(digest).toBytes();
            case 1 -> bytes[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[64] = (byte) random.nextInt(256);
            default -> bytes = highS(bytes);
        }
        return Signature.of(bytes);
    }

    /** The other signature that the curve allows for the same digest and key (T2). */
    private static byte[] highS(byte[] bytes) {
        BigInteger order =
                new BigInteger(
                        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64));
        byte[] other = order.subtract(s).toByteArray();
        byte[] high = bytes.clone();
        System.arraycopy(other, other.length - 32, high, 32, 32);
        high[64] = (byte) (bytes[64] == 27 ? 28 : 27);
        return high;
    }

    private Step startExit() {
        Known channel = any();
        return step(
                oneIn(4) ? actor() : payerOf(channel),
                "startExit " + channel.id(),
                calls.startExit(channel.parameters()),
                ledger -> ledger.startExit(channel.parameters()));
    }

    private Step cancelExit() {
        Known channel = any();
        return step(
                oneIn(4) ? actor() : payerOf(channel),
                "cancelExit " + channel.id(),
                calls.cancelExit(channel.parameters()),
                ledger -> ledger.cancelExit(channel.parameters()));
    }

    /** A second before, at and after the end of the delay, when there is an exit to wait for. */
    private Step finishExit() {
        Known channel = any();
        for (int i = 0; i < 4 && !exiting(channel); i++) channel = any();
        ChannelParameters parameters = channel.parameters();
        long left = twin.ledger(0).channel(channel.id()).exitAt() - twin.timeSeconds();
        boolean soon = exiting(channel) && left > 1;
        long pass = soon ? left - 1 + random.nextInt(3) : pass();
        return new Step(
                "finishExit " + channel.id(),
                actor(),
                pass,
                calls.finishExit(parameters),
                ledger -> ledger.finishExit(parameters),
                List.of());
    }

    private boolean exiting(Known channel) {
        ChannelOnChain state = twin.ledger(0).channel(channel.id());
        return !state.isOpen() && !state.isClosed();
    }

    private Step release() {
        Known channel = any();
        Amount claimed = near(twin.ledger(0).channel(channel.id()).claimed());
        Amount signed = oneIn(6) ? claimed.plus(1) : claimed;
        byte[] digest = ReleaseDigest.of(twin.domain(), channel.id(), signed);
        Signature signature =
                switch (random.nextInt(5)) {
                    case 0 -> badSignature(digest);
                    case 1, 2 -> delegate.sign(digest);
                    default -> twin.actors.get(payeeOf(channel)).sign(digest);
                };
        return step(
                actor(),
                "release " + channel.id() + " over " + claimed,
                calls.release(channel.parameters(), claimed, signature),
                ledger -> ledger.release(channel.parameters(), claimed, signature));
    }

    private Step withdraw() {
        Address token = token();
        return step(
                actor(),
                "withdraw " + token,
                calls.withdraw(token),
                ledger -> ledger.withdraw(token));
    }

    private Step setDelegate() {
        Address whom =
                switch (random.nextInt(4)) {
                    case 0 -> Address.ZERO;
                    case 1 -> twin.actor(actor());
                    default -> delegate.address();
                };
        return step(
                actor(),
                "setDelegate " + whom,
                calls.setDelegate(whom),
                ledger -> ledger.setDelegate(whom));
    }

    private Known anyOf(int payer, Address token) {
        List<Known> his =
                channels.stream()
                        .filter(k -> k.parameters().payer().equals(twin.actor(payer)))
                        .filter(k -> k.parameters().token().equals(token))
                        .toList();
        if (his.isEmpty()) return fresh(payer, token);
        Known drawn = his.get(random.nextInt(his.size()));
        ofThisCall.add(drawn.id());
        return drawn;
    }

    /**
     * A new channel; when many, in the place of one that is closed or was never opened, and is not
     * in the call that is being made.
     */
    private Known fresh(int payer, Address token) {
        List<Share> split = oneIn(3) ? split() : List.of();
        ChannelParameters parameters =
                new ChannelParameters(
                        twin.actor(payer),
                        oneIn(25) ? Address.ZERO : signer.address(),
                        payee(),
                        token,
                        split.isEmpty() ? Bytes32.ZERO : Split.hash(split),
                        exitDelay(),
                        new Bytes32(0, 0, 0, ++salt));
        Known fresh = new Known(parameters, parameters.id(twin.domain()), split);
        ofThisCall.add(fresh.id());
        if (channels.size() < MOST_CHANNELS) channels.add(fresh);
        else replace(fresh);
        return fresh;
    }

    private void replace(Known fresh) {
        for (int i = 0; i < channels.size(); i++) {
            ChannelOnChain state = twin.ledger(0).channel(channels.get(i).id());
            boolean inUse = ofThisCall.contains(channels.get(i).id());
            if (inUse || !state.reserve().equals(state.claimed())) continue;
            channels.set(i, fresh);
            return;
        }
        channels.add(fresh);
    }

    private Known known() {
        return fresh(actor(), token());
    }

    private Address payee() {
        if (oneIn(25)) return oneIn(2) ? Address.ZERO : twin.contract();
        return twin.actor(actor());
    }

    private long exitDelay() {
        long most = 30L * 24 * 3600;
        return switch (random.nextInt(12)) {
            case 0 -> Twin.MIN_EXIT_DELAY - 1;
            case 1 -> most + 1;
            case 2 -> most;
            default -> Twin.MIN_EXIT_DELAY + random.nextInt(3);
        };
    }

    /** Mostly a good one; else a sum, a length or a recipient that the contract never pays. */
    private List<Share> split() {
        int count = 1 + random.nextInt(oneIn(10) ? 17 : 4);
        int left = 10_000 + (oneIn(12) ? random.nextInt(3) - 1 : 0);
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int part = i == count - 1 ? left : random.nextInt(left + 1);
            left -= part;
            shares.add(new Share(recipient(), Math.min(part, 10_000)));
        }
        return shares;
    }

    private Address recipient() {
        if (oneIn(30)) return oneIn(2) ? Address.ZERO : twin.contract();
        return oneIn(3) ? delegate.address() : twin.actor(actor());
    }

    private List<Share> otherSplit(Known channel) {
        return oneIn(2) || channel.split().isEmpty() ? split() : List.of();
    }

    private int payerOf(Known channel) {
        return indexOf(channel.parameters().payer());
    }

    private int payeeOf(Known channel) {
        return indexOf(channel.parameters().payee());
    }

    /** The actor of that address, or the first for one that is nobody's. */
    private int indexOf(Address address) {
        for (int i = 0; i < Twin.ACTORS; i++) if (twin.actor(i).equals(address)) return i;
        return 0;
    }

    private Step step(
            int actor,
            String shown,
            ContractCall call,
            Function<Ledger, CompletableFuture<Receipt>> model) {
        return new Step(shown, actor, pass(), call, model, List.of());
    }

    private static ChannelRequest request(Known channel, Amount amount) {
        return new ChannelRequest(channel.parameters(), Amount.min(amount, LARGEST));
    }

    private Amount free(int actor, Address token) {
        return twin.ledger(actor).freeDeposit(twin.actor(actor), token);
    }

    /** Mostly small, so that amounts meet; sometimes nothing, sometimes beyond 104 bits. */
    private Amount some() {
        if (oneIn(12)) return Amount.ZERO;
        if (oneIn(12)) return LARGEST.plus(random.nextInt(3));
        return Amount.of(1L + random.nextInt(200));
    }

    /** One below, at or above an amount, or well within it. */
    private Amount near(Amount amount) {
        return switch (random.nextInt(6)) {
            case 0 -> amount.plus(1);
            case 1 -> amount.minusOrZero(Amount.of(1));
            case 2 -> amount;
            default -> between(Amount.ZERO, amount);
        };
    }

    private Amount between(Amount low, Amount high) {
        BigInteger range = high.minusOrZero(low).toBigInteger();
        if (range.signum() == 0) return low;
        BigInteger drawn = new BigInteger(range.bitLength() + 8, new Random(random.nextLong()));
        return low.plus(Amount.of(drawn.mod(range).add(BigInteger.ONE)));
    }

    private Known any() {
        return channels.get(random.nextInt(channels.size()));
    }

    private int actor() {
        return random.nextInt(Twin.ACTORS);
    }

    private Address token() {
        return twin.tokens.get(random.nextInt(twin.tokens.size()));
    }

    private long pass() {
        return 1L + random.nextInt(6);
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }
}
