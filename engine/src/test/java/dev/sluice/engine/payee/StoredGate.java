package dev.sluice.engine.payee;

import dev.sluice.engine.MemoryStore;
import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.rules.Verdict;
import java.util.List;

/** A gate over a disk: channels are read from it as they attach, and what is decided is written. */
final class StoredGate {
    final MemoryStore store = new MemoryStore();
    private final int room;
    GateRig rig;

    StoredGate(int room) {
        this.room = room;
        rig = new GateRig(Desk.POLICY, room, GateListener.NOBODY);
    }

    static ChannelId id(int channel) {
        return Samples.id(Samples.channel(channel));
    }

    /** The process ends, and another begins. */
    void restart() {
        rig = new GateRig(Desk.POLICY, room, GateListener.NOBODY);
    }

    /** What somebody would attach with who reads the disk now. */
    AttachAsk read(int channel) {
        AttachFacts f = Desk.attach(Samples.channel(channel), Desk.PEER, null).facts();
        ChannelId id = id(channel);
        AttachFacts now =
                new AttachFacts(
                        f.domain(),
                        f.parameters(),
                        f.split(),
                        f.standing(),
                        f.claimCost(),
                        rig.accounts.evictions(id),
                        store.payee(id),
                        List.of());
        return new AttachAsk(id, Desk.PEER, now, null);
    }

    Verdict attach(int channel) {
        Verdict verdict = rig.attach(read(channel));
        write();
        return verdict;
    }

    /** Asks for a slice, and pays up to this with it; 0 pays nothing. */
    Verdict slice(int channel, long paid) {
        ChannelParameters parameters = Samples.channel(channel);
        SignedVoucher voucher = paid == 0 ? null : Samples.voucher(parameters, paid);
        Verdict verdict = rig.slice(parameters, 0, voucher);
        write();
        return verdict;
    }

    /** What the group commit does. */
    void write() {
        try (GroupCommit commit = new GroupCommit(store)) {
            commit.add(rig.slot, rig.last(), true);
        }
    }
}
