package dev.sluice.engine.node;

import dev.sluice.engine.payee.Offer;
import dev.sluice.engine.payee.Responder;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Refused;
import dev.sluice.streaming.quic.PeerStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One slice that was asked for on a stream: on its way through the pipeline, then in the stream's
 * queue, until its first byte leaves.
 *
 * <pre>
 *   asked ──► granted (charged) ──► queued ──► begins: owed, whatever becomes of it
 *                │ cancelled           │ cancelled, or the stream ended
 *                └───────► taken back ◄┘
 * </pre>
 *
 * <p>Taken back is only what not a byte left of: what is cut in the middle may have arrived, all
 * but its last byte, and would be had for nothing (I2).
 *
 * <p>Threads: granted and refused on the pipeline's answer stage, all else on the stream's event
 * loop, where the charge is taken back too: the answer stage would wait for itself.
 */
final class ServedSlice implements Responder, OutgoingSlice.Owner {
    private final ServingDesk desk;
    private final ServingStream stream;
    private final PeerStream transport;
    private final Offer offer;
    private final long index;
    private final boolean gratis;
    private final @Nullable ChannelId channel;
    private volatile @Nullable OutgoingSlice queued;
    private volatile boolean cancelled;
    private volatile boolean over;

    ServedSlice(
            ServingDesk desk,
            ServingStream stream,
            PeerStream transport,
            Offer offer,
            long index,
            boolean gratis,
            @Nullable ChannelId channel) {
        this.desk = desk;
        this.stream = stream;
        this.transport = transport;
        this.offer = offer;
        this.index = index;
        this.gratis = gratis;
        this.channel = channel;
    }

    void ask(boolean withPages, @Nullable SignedVoucher voucher) {
        desk.pipeline().slice(offer, index, withPages, gratis, channel, voucher, this);
    }

    boolean is(Bytes32 content, long slice) {
        return index == slice && offer.content().equals(content);
    }

    /** It leaves, or it never will. */
    boolean isOver() {
        return over;
    }

    /** Whoever asked does not want it any more. */
    void cancel() {
        cancelled = true;
        withdraw();
    }

    private void withdraw() {
        OutgoingSlice frame = queued;
        if (frame != null) transport.withdraw(frame);
    }

    @Override
    public void slice(Offer granted, long slice, boolean withPages) {
        ShelfItem item = desk.shelf().find(offer.content());
        if (cancelled || item == null || !item.stored().has(index)) {
            onLoop(this::dropped);
            return;
        }
        try {
            OutgoingSlice frame = OutgoingSlice.of(item, index, withPages, this);
            queued = frame;
            frame.sendOn(transport);
        } catch (IOException | IllegalStateException e) {
            desk.trouble("slice " + index + ": " + e.getMessage());
            stream.fail();
            onLoop(this::dropped);
            return;
        }
        // a cancellation that came in between found nothing in the queue
        if (cancelled) onLoop(this::withdraw);
    }

    private void onLoop(Runnable task) {
        try {
            transport.execute(task);
        } catch (RejectedExecutionException e) {
            // the node is closing
        }
    }

    @Override
    public void begins() {
        over = true;
        desk.count(offer.price().bytesOf(index));
    }

    @Override
    public void dropped() {
        over = true;
        desk.pipeline().takeBack(offer, index, gratis, channel, this);
    }

    @Override
    public void refused(Refused why, Offer refused, long slice) {
        over = true;
        stream.refused(why, refused, slice);
    }

    @Override
    public Bytes32 peer() {
        return stream.peer();
    }

    @Override
    public void keys(Offer granted, long first, long count, Paid paid) {
        throw new IllegalStateException("keys for who asked for slice " + index);
    }

    @Override
    public void attached(ChannelId id, Optional<SignedVoucher> last, Amount served) {
        throw new IllegalStateException("a channel for who asked for slice " + index);
    }

    @Override
    public void attachRefused(Refused why, ChannelId id) {
        throw new IllegalStateException("a channel for who asked for slice " + index);
    }
}
