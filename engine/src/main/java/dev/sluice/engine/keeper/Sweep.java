package dev.sluice.engine.keeper;

import dev.sluice.payments.channel.ChannelId;
import java.util.List;
import java.util.TreeSet;

/** The claiming of everything: which channels are still to be dealt with. */
final class Sweep {
    private final TreeSet<ChannelId> open = new TreeSet<>();
    private boolean running;
    private int claimed;
    private int left;
    private String why = "";

    void start() {
        running = true;
        claimed = 0;
        left = 0;
        why = "";
        open.clear();
    }

    void add(Kept kept) {
        kept.swept = true;
        open.add(kept.id);
    }

    /** All that it promises is paid; counted when that took a claim of this sweep. */
    void paid(Kept kept, boolean byClaim) {
        kept.swept = false;
        if (open.remove(kept.id) && byClaim) claimed++;
    }

    void given(Kept kept, String reason) {
        kept.swept = false;
        if (!open.remove(kept.id)) return;
        left++;
        why = reason;
    }

    List<ChannelId> open() {
        return List.copyOf(open);
    }

    /** Says the end once. */
    void end(KeeperEffects out) {
        if (!running || !open.isEmpty()) return;
        running = false;
        out.said(new KeeperNote.Swept(claimed, left, why));
    }
}
