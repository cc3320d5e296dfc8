package dev.sluice.engine.consumer;

import com.google.protobuf.ByteString;
import dev.sluice.engine.peer.PeerPool;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.session.SessionEvent;
import dev.sluice.engine.wire.Channels;
import dev.sluice.engine.wire.Messages;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Refused;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.proto.Refusal;
import dev.sluice.streaming.proto.SliceCancel;
import dev.sluice.streaming.proto.SliceRequest;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.wire.ErrorCode;
import dev.sluice.streaming.wire.FrameType;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The way to one seeder: slice requests out, slices and refusals in. */
final class SeederLink implements Link.Owner, StreamHandler {
    private final int peer;
    private final ByteString content;
    private final @Nullable Purse purse;
    private final Inbox inbox;
    private final BufferPool buffers;
    private final Link link;

    /**
     * Requests less answers. What a lost connection left unanswered stays: a peer that repeats
     * itself is caught a little later for it.
     */
    private final AtomicLong awaited = new AtomicLong();

    SeederLink(
            int peer,
            PeerPool peers,
            PeerAddress address,
            ContentId content,
            @Nullable Purse purse,
            Inbox inbox,
            BufferPool buffers) {
        this.peer = peer;
        this.content = ByteString.copyFrom(content.digest());
        this.purse = purse;
        this.inbox = inbox;
        this.buffers = buffers;
        this.link = new Link(peers, address, purse, this);
    }

    Link link() {
        return link;
    }

    /** On the session's thread. */
    void ask(long index, boolean withPages, @Nullable Amount voucher) {
        SliceRequest.Builder request =
                SliceRequest.newBuilder()
                        .setContent(content)
                        .setIndex(index)
                        .setWithPages(withPages);
        if (purse != null) {
            request.setChannel(ByteString.copyFrom(purse.channel().toBytes()));
            if (voucher != null) request.setVoucher(Messages.voucher(purse.sign(voucher)));
        }
        awaited.incrementAndGet();
        link.send(FrameType.SLICE_REQUEST, request.build().toByteArray());
    }

    /** On the session's thread. */
    void cancel(long index) {
        SliceCancel cancel = SliceCancel.newBuilder().setContent(content).addIndex(index).build();
        link.send(FrameType.SLICE_CANCEL, cancel.toByteArray());
    }

    /** On the session's thread: signs, and shows the channel with that voucher. */
    void payRest(Amount voucher) {
        if (purse == null) return;
        SignedVoucher _ = purse.sign(voucher);
        link.showAgain();
    }

    @Override
    public StreamHandler answers() {
        return this;
    }

    @Override
    public void up(Amount accepted, Amount served) {
        inbox.post(new SessionEvent.SeederReady(peer, accepted, served));
    }

    @Override
    public void roundTrip(long roundTripNs) {
        inbox.post(new SessionEvent.RoundTrip(peer, roundTripNs));
    }

    @Override
    public void acknowledged(Amount accepted) {
        inbox.post(new SessionEvent.PaymentAcknowledged(peer, accepted));
    }

    @Override
    public void down(String why) {
        inbox.post(new SessionEvent.SeederGone(peer, why));
    }

    @Override
    public void refused(RefusedException e) {
        Refused why = e.why();
        inbox.post(new SessionEvent.SeederRefused(peer, why.toString()));
    }

    @Override
    public byte[] bufferFor(FrameType type, int payloadLength) {
        return type == FrameType.SLICE ? buffers.take(payloadLength) : new byte[payloadLength];
    }

    @Override
    public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
        switch (type) {
            case SLICE, REFUSED -> answer(stream, type, buffer, length);
            default -> stream.cancel(ErrorCode.PROTOCOL);
        }
    }

    /** One for each request: more would fill the inbox, however right they are (T17). */
    private void answer(PeerStream stream, FrameType type, byte[] buffer, int length) {
        if (awaited.decrementAndGet() < 0) {
            stream.cancel(ErrorCode.PROTOCOL);
            inbox.post(new SessionEvent.SliceForged(peer, -1, "an answer that nobody asked for"));
        } else if (type == FrameType.SLICE) inbox.slice(peer, buffer, length);
        else refusal(Messages.parse(Refusal.parser(), buffer, length));
    }

    private void refusal(Refusal message) {
        Refused why = Channels.refused(message);
        inbox.post(
                new SessionEvent.SliceRefused(
                        peer, message.getIndex(), why.reason(), why.toString()));
    }

    @Override
    public void onFinished(PeerStream stream) {
        stream.finish();
    }

    @Override
    public void onClosed(PeerStream stream, @Nullable String error) {
        link.streamClosed();
    }
}
