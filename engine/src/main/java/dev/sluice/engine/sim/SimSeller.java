package dev.sluice.engine.sim;

import dev.sluice.engine.payee.AttachAsk;
import dev.sluice.engine.payee.AttachFacts;
import dev.sluice.engine.payee.ChannelChange;
import dev.sluice.engine.payee.GateListener;
import dev.sluice.engine.payee.KeyAsk;
import dev.sluice.engine.payee.Offer;
import dev.sluice.engine.payee.SerialPipeline;
import dev.sluice.payments.channel.AttachDigest;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ReleaseDigest;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.crypto.Signers;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.LedgerEvent;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.AttachRules;
import dev.sluice.payments.rules.ChannelOffer;
import dev.sluice.payments.rules.PayeePolicy;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.rules.Standing;
import dev.sluice.payments.store.KeyRelease;
import dev.sluice.payments.store.PayeeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A seeder or the key service: the payee's stages over a disk, and the claims. */
final class SimSeller extends SimNode implements GateListener {
    private static final long MS = 1_000_000;
    private static final int LOOKS_FOR_CLAIM = 5;

    /** What no chain says: so the next look is news. */
    private static final Standing NEVER =
            Standing.trusted(new ChannelOnChain(Amount.ZERO, Amount.ZERO, -1));

    private final SecretKey key;
    private final SimLedger ledger;
    private final PayeePolicy policy;
    private final Offer offer;
    final Plan.Mischief mischief;
    private SimStore.Disk disk = new SimStore.Disk();
    private SimStore.Disk backup = new SimStore.Disk();
    private SimStore store;
    private SerialPipeline pipeline;
    private SimKeeper keeper;
    private final Map<ChannelId, Standing> seen = new TreeMap<>();
    private boolean planned;
    private final List<Waiting> waiting = new ArrayList<>();

    /** A slice that was granted and has not begun to leave. */
    private record Waiting(Answers answers, long index) {}

    SimSeller(World world, int number, Plan.Mischief mischief) {
        super(world, number);
        this.mischief = mischief;
        this.key = Cast.wallet(number);
        this.ledger = new SimLedger(this, world.chain.account(number));
        Address payee = key.address();
        this.policy =
                new PayeePolicy(
                        Cast.DOMAIN,
                        payee,
                        Cast.TOKEN,
                        Bytes32.ZERO,
                        world.plan.exitDelaySeconds(),
                        Amount.of(1),
                        world.plan.minStep(),
                        world.plan.confirmations(),
                        Amount.of(world.plan.confirmations() == 0 ? 0 : world.plan.exposureCap()),
                        0);
        this.offer = new Offer(Cast.CONTENT, world.plan.price(), world.splitHash());
        this.store = new SimStore(this, disk);
        this.pipeline = pipeline();
        this.keeper = new SimKeeper(this, ledger);
    }

    private SerialPipeline pipeline() {
        return new SerialPipeline(world.plan.attached(), policy, store, this);
    }

    @Override
    public void attached(ChannelId channel) {
        seen.putIfAbsent(channel, NEVER);
    }

    @Override
    public void evicted(ChannelId channel) {
        seen.remove(channel);
        world.note(Happening.CHANNEL_EVICTED, number, world.number(channel), 0);
    }

    SimStore store() {
        return store;
    }

    void backUp() {
        backup = disk.copy();
    }

    @Override
    void beforeRestart() {
        if (!world.faults.chance(world.plan.oldDiskPerMillion())) return;
        world.note(Happening.DISK_REPLACED_BY_OLD_COPY, number, 0, 0);
        disk = backup.copy();
        world.forEachChannelOf(
                this,
                (id, channel) ->
                        world.checker.payeeDiskReplaced(channel, accepted(id), isRetired(id)));
    }

    private boolean isRetired(ChannelId id) {
        PayeeRecord record = disk.payees.get(id);
        return record != null && record.retired();
    }

    private long accepted(ChannelId id) {
        PayeeRecord record = disk.payees.get(id);
        return record == null ? 0 : record.accepted().toLongSaturated();
    }

    @Override
    void started() {
        store = new SimStore(this, disk);
        pipeline = pipeline();
        seen.clear();
        waiting.clear();
        planned = false;
        world.forEachChannelOf(
                this, (id, channel) -> world.checker.payeeStarted(channel, accepted(id)));
        keeper = new SimKeeper(this, ledger);
        keeper.start();
    }

    @Override
    void stopped() {}

    void raised(SignedVoucher voucher) {
        keeper.raised(voucher);
    }

    // the chain's news

    void onChain(LedgerEvent event) {
        if (isHidden(event)) return;
        keeper.happened(event);
        if (event instanceof LedgerEvent.ExitStarted e)
            change(e.channel(), new ChannelChange.ExitStarted());
        else if (event instanceof LedgerEvent.NewBlock || event instanceof LedgerEvent.Reorg)
            look();
    }

    /** An endpoint that lies cannot hide a block for long, but what happened in it. */
    private boolean isHidden(LedgerEvent event) {
        if (event instanceof LedgerEvent.NewBlock || event instanceof LedgerEvent.Reorg)
            return false;
        if (!world.faults.chance(world.plan.liePerMillion())) return false;
        world.note(Happening.EVENT_HIDDEN, number, event.block().number(), 0);
        return true;
    }

    /** Reads every attached channel again, and tells the gate what has changed. */
    private void look() {
        for (ChannelId channel : List.copyOf(seen.keySet()))
            try {
                Standing now = standing(channel);
                if (!now.equals(seen.put(channel, now)))
                    change(channel, new ChannelChange.Seen(now));
            } catch (LedgerException silent) {
                seen.put(channel, NEVER);
            }
    }

    private Standing standing(ChannelId channel) {
        ChannelOnChain head = ledger.channel(channel);
        if (world.has(Bug.IGNORES_THE_RESERVE))
            return Standing.trusted(
                    new ChannelOnChain(head.reserve().times(4), head.claimed(), head.exitAt()));
        int depth = policy.confirmations();
        return depth == 0
                ? Standing.trusted(head)
                : new Standing(head, ledger.channel(channel, depth));
    }

    private void change(ChannelId channel, ChannelChange change) {
        var _ = pipeline.changed(channel, change);
        pipeline.run();
    }

    // requests

    @Override
    void receive(Line line, Message message) {
        switch (message) {
            case Message.Attach m -> attach(line, m);
            case Message.AskSlice m -> {
                Answers answers = new Answers(this, line, m.channel(), m.voucher());
                pipeline.slice(offer, m.index(), m.channel(), m.voucher(), answers);
                plan();
            }
            case Message.CancelSlice m -> cancel(line, m);
            case Message.AskKeys m -> {
                Answers answers = new Answers(this, line, m.channel(), m.voucher());
                Bytes32 peer = Cast.peer(line.payer.number);
                pipeline.keys(
                        new KeyAsk(offer, m.first(), m.count(), peer, m.channel(), m.voucher()),
                        answers);
                plan();
            }
            case Message.AskRelease m -> release(line, m);
            default -> throw new IllegalStateException("to a seller: " + message);
        }
    }

    /** What waits for a line that is lost never leaves. */
    @Override
    void lineLost(Line line) {
        for (Waiting slice : List.copyOf(waiting)) if (slice.answers.isOn(line)) takeBack(slice);
    }

    void waits(Answers answers, long index) {
        Waiting slice = new Waiting(answers, index);
        waiting.add(slice);
        after(
                world.random.nextLong(200 * MS),
                () -> {
                    if (waiting.remove(slice)) answers.begins(offer, index);
                });
    }

    private void cancel(Line line, Message.CancelSlice message) {
        for (Waiting slice : List.copyOf(waiting))
            if (slice.index == message.index() && slice.answers.isOn(line)) takeBack(slice);
        if (world.has(Bug.TAKES_BACK_WHAT_LEFT))
            takeBack(
                    new Waiting(new Answers(this, line, message.channel(), null), message.index()));
    }

    private void takeBack(Waiting slice) {
        waiting.remove(slice);
        world.note(Happening.SLICE_TAKEN_BACK, number, slice.index, 0);
        pipeline.takeBack(offer, slice.index, slice.answers.channel(), slice.answers);
        plan();
    }

    /** What comes within a moment is one batch of the ring. */
    private void plan() {
        if (planned) return;
        planned = true;
        after(
                world.random.nextLong(2 * MS),
                () -> {
                    planned = false;
                    pipeline.run();
                });
    }

    /** As the desk of a serving node does it: what needs no ledger first. */
    private void attach(Line line, Message.Attach message) {
        ChannelOffer shown = message.offer();
        ChannelId id = shown.id();
        PayeePolicy expected = policy.withSplit(shown.parameters().splitHash());
        Answers answers = new Answers(this, line, id, null);
        if (AttachRules.checkOffer(shown, expected) instanceof Refused why) {
            answers.attachRefused(why, id);
            return;
        }
        byte[] digest = AttachDigest.of(shown.domain(), id, Cast.peer(line.payer.number));
        if (!Signers.isSignedBy(digest, message.proof(), shown.parameters().signer())) {
            answers.attachRefused(
                    Refused.of(Reason.BAD_SIGNATURE, "this peer's right to spend", "none"), id);
            return;
        }
        try {
            AttachFacts facts = facts(shown);
            pipeline.attach(
                    new AttachAsk(id, Cast.peer(line.payer.number), facts, message.last()),
                    answers);
            plan();
        } catch (LedgerException silent) {
            answers.attachRefused(
                    Refused.of(Reason.LEDGER_UNAVAILABLE, "an answer from the ledger", "none"), id);
        }
    }

    private AttachFacts facts(ChannelOffer shown) {
        long evictions = pipeline.evictions(shown.id());
        List<KeyRelease> releases = new ArrayList<>();
        store.forEachRelease(shown.id(), releases::add);
        return new AttachFacts(
                shown.domain(),
                shown.parameters(),
                shown.split(),
                standing(shown.id()),
                Amount.ZERO,
                evictions,
                store.payee(shown.id()),
                releases);
    }

    /** Ends service, claims, and signs that the channel may be closed. */
    private void release(Line line, Message.AskRelease message) {
        PayeeRecord record = disk.payees.get(message.channel());
        if (record == null) return;
        byte[] proof =
                AttachDigest.of(Cast.DOMAIN, message.channel(), Cast.peer(line.payer.number));
        if (!Signers.isSignedBy(proof, message.proof(), record.parameters().signer())) return;
        if (!world.has(Bug.SERVES_WHAT_IT_RELEASED))
            change(message.channel(), new ChannelChange.Retired(record));
        keeper.settleNow(message.channel());
        sign(line, message.channel(), LOOKS_FOR_CLAIM);
    }

    /** Only what is claimed can be released: looks until it is. */
    private void sign(Line line, ChannelId channel, int looks) {
        PayeeRecord last = disk.payees.get(channel);
        if (last == null || looks == 0) return;
        try {
            Amount claimed = ledger.channel(channel).claimed();
            if (claimed.compareTo(last.accepted()) >= 0) {
                Signature signature = key.sign(ReleaseDigest.of(Cast.DOMAIN, channel, claimed));
                world.checker.spoke(number);
                world.checker.released(world.number(channel));
                world.note(Happening.RELEASED, number, world.number(channel), 0);
                world.net.send(line, this, new Message.Released(channel, claimed, signature));
                return;
            }
        } catch (LedgerException silent) {
            world.refusal(Reason.LEDGER_UNAVAILABLE);
        }
        after(1_000 * MS, () -> sign(line, channel, looks - 1));
    }

    static long amount(SignedVoucher voucher) {
        return voucher.cumulative().toLongSaturated();
    }
}
