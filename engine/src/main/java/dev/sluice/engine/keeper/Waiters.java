package dev.sluice.engine.keeper;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Amount;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Who waits for a claim. Threads: safe for all. */
final class Waiters {
    private record Settling(ChannelId channel, Amount least, CompletableFuture<Amount> done) {}

    private final List<Settling> settling = new ArrayList<>();
    private final List<CompletableFuture<KeeperNote.Swept>> sweeping = new ArrayList<>();

    synchronized CompletableFuture<Amount> settling(SignedVoucher voucher) {
        CompletableFuture<Amount> done = new CompletableFuture<>();
        settling.add(new Settling(voucher.channel(), voucher.cumulative(), done));
        return done;
    }

    synchronized CompletableFuture<KeeperNote.Swept> sweeping() {
        CompletableFuture<KeeperNote.Swept> done = new CompletableFuture<>();
        sweeping.add(done);
        return done;
    }

    synchronized void hear(KeeperNote note) {
        switch (note) {
            case KeeperNote.Claimed e -> claimed(e);
            case KeeperNote.Skipped e -> fail(e.channel(), note);
            case KeeperNote.AboveReserve e -> fail(e.channel(), note);
            case KeeperNote.Lost e -> fail(e.channel(), note);
            case KeeperNote.Swept e -> {
                sweeping.forEach(done -> done.complete(e));
                sweeping.clear();
            }
            case KeeperNote.TooDear _,
                    KeeperNote.ExitUnderWay _,
                    KeeperNote.TakenBack _,
                    KeeperNote.LedgerTrouble _ -> {}
        }
    }

    private void claimed(KeeperNote.Claimed note) {
        for (Iterator<Settling> i = settling.iterator(); i.hasNext(); ) {
            Settling one = i.next();
            if (!one.channel.equals(note.channel()) || note.claimed().compareTo(one.least) < 0)
                continue;
            i.remove();
            one.done.complete(note.claimed());
        }
    }

    private void fail(ChannelId channel, KeeperNote note) {
        for (Iterator<Settling> i = settling.iterator(); i.hasNext(); ) {
            Settling one = i.next();
            if (!one.channel.equals(channel)) continue;
            i.remove();
            one.done.completeExceptionally(new LedgerException(note.toString()));
        }
    }

    synchronized void fail(LedgerException why) {
        settling.forEach(one -> one.done.completeExceptionally(why));
        sweeping.forEach(done -> done.completeExceptionally(why));
        settling.clear();
        sweeping.clear();
    }
}
