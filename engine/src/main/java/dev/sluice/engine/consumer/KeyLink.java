package dev.sluice.engine.consumer;

import com.google.protobuf.ByteString;
import dev.sluice.engine.peer.PeerPool;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.session.SessionEvent;
import dev.sluice.engine.wire.Channels;
import dev.sluice.engine.wire.Messages;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.Refused;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.proto.KeyAnswer;
import dev.sluice.streaming.proto.KeyRequest;
import dev.sluice.streaming.proto.Refusal;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.wire.ErrorCode;
import dev.sluice.streaming.wire.FrameType;
import org.jspecify.annotations.Nullable;

/** The way to the creator's key service: key requests out, seeds and refusals in. */
final class KeyLink implements Link.Owner, StreamHandler {
    private final ByteString content;
    private final @Nullable Purse purse;
    private final Inbox inbox;
    private final Link link;
    private volatile long askedFirst = -1;
    private volatile long askedCount;

    KeyLink(
            PeerPool peers,
            PeerAddress address,
            ContentId content,
            @Nullable Purse purse,
            Inbox inbox) {
        this.content = ByteString.copyFrom(content.digest());
        this.purse = purse;
        this.inbox = inbox;
        this.link = new Link(peers, address, purse, this);
    }

    Link link() {
        return link;
    }

    /** On the session's thread. */
    void ask(long first, long count, @Nullable Amount voucher) {
        askedFirst = first;
        askedCount = count;
        KeyRequest.Builder request =
                KeyRequest.newBuilder().setContent(content).setFirst(first).setCount(count);
        if (purse != null) {
            request.setChannel(ByteString.copyFrom(purse.channel().toBytes()));
            if (voucher != null) request.setVoucher(Messages.voucher(purse.sign(voucher)));
        }
        link.send(FrameType.KEY_REQUEST, request.build().toByteArray());
    }

    @Override
    public StreamHandler answers() {
        return this;
    }

    @Override
    public void up(Amount accepted, Amount served) {
        inbox.post(new SessionEvent.KeyServiceReady(accepted));
    }

    @Override
    public void roundTrip(long roundTripNs) {}

    @Override
    public void acknowledged(Amount accepted) {}

    @Override
    public void down(String why) {
        inbox.post(new SessionEvent.KeyServiceGone(why));
    }

    @Override
    public void refused(RefusedException e) {
        Refused why = e.why();
        inbox.post(new SessionEvent.KeysRefused(0, why.reason(), why.toString()));
    }

    @Override
    public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
        switch (type) {
            case KEYS -> answer(stream, Messages.parse(KeyAnswer.parser(), buffer, length));
            case REFUSED -> refusal(Messages.parse(Refusal.parser(), buffer, length));
            default -> stream.cancel(ErrorCode.PROTOCOL);
        }
    }

    /** Only what was asked for goes on: a range made up by the peer would cost us its length. */
    private void answer(PeerStream stream, KeyAnswer answer) {
        boolean asked =
                answer.getFirst() == askedFirst
                        && answer.getCount() == askedCount
                        && (answer.getChannel().isEmpty() || isOurs(answer.getChannel()));
        askedFirst = -1;
        if (asked) inbox.keys(answer);
        else stream.cancel(ErrorCode.PROTOCOL);
    }

    private boolean isOurs(ByteString channel) {
        return purse != null && channel.equals(ByteString.copyFrom(purse.channel().toBytes()));
    }

    private void refusal(Refusal message) {
        Refused why = Channels.refused(message);
        inbox.post(new SessionEvent.KeysRefused(message.getIndex(), why.reason(), why.toString()));
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
