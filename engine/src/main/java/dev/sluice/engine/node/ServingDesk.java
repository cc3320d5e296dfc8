package dev.sluice.engine.node;

import com.google.protobuf.ByteString;
import dev.sluice.engine.grant.GrantBook;
import dev.sluice.engine.grant.KeyAuthority;
import dev.sluice.engine.payee.AttachAsk;
import dev.sluice.engine.payee.AttachFacts;
import dev.sluice.engine.payee.PayeePipeline;
import dev.sluice.engine.wire.Channels;
import dev.sluice.engine.wire.Messages;
import dev.sluice.payments.channel.AttachDigest;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.Signers;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.AttachRules;
import dev.sluice.payments.rules.ChannelOffer;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.store.ChannelStore;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.proto.ChannelAttach;
import dev.sluice.streaming.proto.Hello;
import dev.sluice.streaming.proto.ReleaseRequest;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What all streams of a serving node share. What needs the ledger or the disk (a channel shown, a
 * release) runs here on threads of its own, a bounded number at a time, and never in the pipeline.
 */
final class ServingDesk {
    static final int WIRE_VERSION = 1;
    private static final String AGENT = "sluice/0.1";
    private static final int SLOW_REQUESTS = 32;

    private final Shelf shelf;
    private final PayeePipeline pipeline;
    private final PayeePolicy policy;
    private final ChainReader chain;
    private final KeyAuthority authority;
    private final PeerId self;
    private final ChannelStore store;
    private final Settler settler;
    private final boolean mirrors;
    private final PaperDesk papers;
    private final ExecutorService slow;
    private final Consumer<String> trouble;
    private final Semaphore slowRequests = new Semaphore(SLOW_REQUESTS);
    private final AtomicLong servedBytes = new AtomicLong();
    private volatile MissListener missed = (_, _) -> {};

    ServingDesk(
            ServingNode.Parts parts,
            ServingSettings settings,
            PayeePipeline pipeline,
            Settler settler,
            ChainReader chain,
            ExecutorService slow) {
        this.shelf =
                new Shelf(parts.contents(), parts.secrets(), parts.authority(), parts.sources());
        this.pipeline = pipeline;
        this.policy = settings.policy();
        this.chain = chain;
        this.authority = parts.authority();
        this.self = PeerId.of(parts.identity().peerId());
        this.store = parts.channels();
        this.settler = settler;
        this.mirrors = settings.mirrors();
        this.papers = new PaperDesk(this);
        this.slow = slow;
        this.trouble = parts.onTrouble();
    }

    Shelf shelf() {
        return shelf;
    }

    PaperDesk papers() {
        return papers;
    }

    PayeePipeline pipeline() {
        return pipeline;
    }

    boolean mirrorsAllowed() {
        return mirrors;
    }

    void onMissed(MissListener listener) {
        missed = listener;
    }

    /** A peer asked for what is not here. */
    void missed(Bytes32 content, Bytes32 peer) {
        missed.asked(ContentId.of(content.toBytes()), PeerId.of(peer.toBytes()));
    }

    void count(int bytes) {
        servedBytes.addAndGet(bytes);
    }

    /** Plaintext bytes of the slices that began to leave. */
    long servedBytes() {
        return servedBytes.get();
    }

    void trouble(String text) {
        trouble.accept(text);
    }

    Hello hello() {
        return Hello.newBuilder()
                .setWireVersion(WIRE_VERSION)
                .setAgent(AGENT)
                .setPayee(ByteString.copyFrom(policy.payee().toBytes()))
                .setChainId(policy.domain().chainId())
                .setContract(ByteString.copyFrom(policy.domain().contract().toBytes()))
                .setMinExitDelaySeconds(policy.minExitDelaySeconds())
                .setConfirmations(policy.confirmations())
                .build();
    }

    void attach(ChannelAttach message, ServingStream stream) {
        Domain domain = Channels.domain(message);
        ChannelParameters parameters = Channels.parameters(message);
        List<Share> split = Messages.shares(message.getSplitList());
        SignedVoucher last = message.hasLast() ? Messages.voucher(message.getLast()) : null;
        ChannelId id = parameters.id(domain);
        ChannelOffer offer = new ChannelOffer(domain, id, parameters, split);
        if (AttachRules.checkOffer(offer, policyFor(parameters)) instanceof Refused why) {
            stream.refuse(why, id.value(), 0);
            return;
        }
        if (!proven(domain, id, parameters.signer(), stream, message.getProof())) {
            stream.refuse(notTheSpender(parameters.signer()), id.value(), 0);
            return;
        }
        slowly(
                id,
                stream,
                () ->
                        pipeline.attach(
                                new AttachAsk(id, stream.peer(), facts(offer), last), stream));
    }

    private static boolean proven(
            Domain domain, ChannelId id, Address signer, ServingStream stream, ByteString proof) {
        if (proof.isEmpty()) return false;
        byte[] digest = AttachDigest.of(domain, id, stream.peer());
        return Signers.isSignedBy(digest, Messages.signature(proof), signer);
    }

    private static Refused notTheSpender(Address signer) {
        return Refused.of(Reason.BAD_SIGNATURE, "this peer's right to spend, by " + signer, "none");
    }

    /** A channel with the node's split buys keys; one without a split buys bytes. */
    private PayeePolicy policyFor(ChannelParameters parameters) {
        return policy.withSplit(parameters.splitHash()).withPayee(payee(parameters));
    }

    /** The channel's payee where it is one of this node's; else the node's own, which it is not. */
    private Address payee(ChannelParameters parameters) {
        if (parameters.payee().equals(policy.payee())) return policy.payee();
        try {
            return authority.isDelegatedPayee(Bytes.of(parameters.payee().toBytes()))
                    ? parameters.payee()
                    : policy.payee();
        } catch (IOException e) {
            trouble("delegations: " + e.getMessage());
            return policy.payee();
        }
    }

    /** By what right keys of that work are sold now, or why they are not. */
    Optional<Denied> checkRight(ShelfItem item, KeyAuthority.Right right) {
        long nowSeconds = System.currentTimeMillis() / 1_000;
        return right.check(item.stored().manifest(), self, nowSeconds);
    }

    /** Whether the peer has shown that it may spend from a channel of this node. */
    boolean maySpend(ChannelId id, ServingStream stream, ByteString proof) {
        return store.payee(id)
                .filter(
                        record ->
                                proven(
                                        policy.domain(),
                                        id,
                                        record.parameters().signer(),
                                        stream,
                                        proof))
                .isPresent();
    }

    /** What the keys of the range cost that were not bought on the channel. */
    Amount missing(ShelfItem item, ChannelId channel, long first, long count) {
        BitSet bought = new BitSet();
        store.forEachRelease(
                channel,
                part -> {
                    if (part.content().equals(item.offer().content()))
                        bought.set(
                                Math.toIntExact(part.first()),
                                Math.toIntExact(part.first() + part.count()));
                });
        int end = Math.toIntExact(first + count);
        Amount sum = Amount.ZERO;
        for (int at = bought.nextClearBit(Math.toIntExact(first)); at < end; ) {
            int next = bought.nextSetBit(at);
            int stop = next < 0 ? end : Math.min(end, next);
            sum = sum.plus(item.offer().price().creatorShare(at, stop - at));
            at = bought.nextClearBit(stop);
        }
        return sum;
    }

    GrantBook grants(CreatorKey creator) {
        return new GrantBook(authority.home(), creator);
    }

    private AttachFacts facts(ChannelOffer offer) {
        long evictions = pipeline.evictions(offer.id());
        List<KeyRelease> releases = new ArrayList<>();
        store.forEachRelease(offer.id(), releases::add);
        return new AttachFacts(
                offer.domain(),
                offer.parameters(),
                offer.split(),
                chain.standing(offer.id()),
                chain.claimCost(),
                evictions,
                store.payee(offer.id()),
                releases,
                payee(offer.parameters()));
    }

    void release(ReleaseRequest request, ServingStream stream) {
        ChannelId id = new ChannelId(Messages.bytes32(request.getChannel()));
        Address signer = settler.record(id).parameters().signer();
        if (proven(policy.domain(), id, signer, stream, request.getProof()))
            slowly(id, stream, () -> release(id, stream));
        else stream.refuse(notTheSpender(signer), id.value(), 0);
    }

    private void release(ChannelId id, ServingStream stream) {
        Optional<Refused> unable = settler.unableToRelease(id);
        if (unable.isPresent()) stream.refuse(unable.get(), id.value(), 0);
        else stream.released(settler.release(id));
    }

    private void slowly(ChannelId id, ServingStream stream, Runnable work) {
        slowly(id.value(), stream, work);
    }

    /** Runs what waits for ledger or disk on a thread of its own, or refuses when too much does. */
    void slowly(Bytes32 id, ServingStream stream, Runnable work) {
        if (!slowRequests.tryAcquire()) {
            stream.refuse(busy(), id, 0);
            return;
        }
        slow.execute(
                () -> {
                    try {
                        work.run();
                    } catch (LedgerException e) {
                        stream.refuse(ledgerTrouble(e), id, 0);
                    } catch (RuntimeException e) {
                        trouble(id + ": " + e);
                        stream.refuse(busy(), id, 0);
                    } finally {
                        slowRequests.release();
                    }
                });
    }

    private static Refused busy() {
        return Refused.of(Reason.BUSY, "at most " + SLOW_REQUESTS + " channels at once", "more");
    }

    private Refused ledgerTrouble(RuntimeException e) {
        trouble.accept(String.valueOf(e.getMessage()));
        return Refused.of(Reason.LEDGER_UNAVAILABLE, "an answer from the ledger", "none");
    }
}
