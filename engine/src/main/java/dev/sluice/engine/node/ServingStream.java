package dev.sluice.engine.node;

import com.google.protobuf.MessageLite;
import dev.sluice.engine.grant.KeyAuthority;
import dev.sluice.engine.payee.KeyAsk;
import dev.sluice.engine.payee.Offer;
import dev.sluice.engine.payee.Responder;
import dev.sluice.engine.wire.Channels;
import dev.sluice.engine.wire.MalformedMessage;
import dev.sluice.engine.wire.Messages;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.streaming.content.KeyTree;
import dev.sluice.streaming.grant.KeyReceipt;
import dev.sluice.streaming.proto.ChannelAttach;
import dev.sluice.streaming.proto.Hello;
import dev.sluice.streaming.proto.KeyRequest;
import dev.sluice.streaming.proto.ManifestAnswer;
import dev.sluice.streaming.proto.ManifestRequest;
import dev.sluice.streaming.proto.ReleaseRequest;
import dev.sluice.streaming.proto.Released;
import dev.sluice.streaming.proto.SignedManifest;
import dev.sluice.streaming.proto.SliceCancel;
import dev.sluice.streaming.proto.SliceRequest;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.wire.ErrorCode;
import dev.sluice.streaming.wire.FrameType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream from a peer that asks: decodes its requests, and writes the answers.
 *
 * <p>Requests come on the stream's event loop, answers from the pipeline's answer stage and from
 * the channel desk; {@link PeerStream} takes them from any thread.
 */
final class ServingStream implements StreamHandler, Responder {
    private static final int READ_HIGH_WATER = 4 << 20;
    private static final int MAX_CANCELS = 64;

    private final ServingDesk desk;
    private final PeerStream stream;
    private final Bytes32 peer;

    /** Asked for and not begun, in order; some that are over among them. Event loop. */
    private final Deque<ServedSlice> slices = new ArrayDeque<>();

    ServingStream(ServingDesk desk, PeerStream stream) {
        this.desk = desk;
        this.stream = stream;
        this.peer = Bytes32.of(stream.connection().peerId());
    }

    @Override
    public void onFrame(PeerStream from, FrameType type, byte[] buffer, int length) {
        try {
            handle(type, buffer, length);
        } catch (MalformedMessage | IllegalArgumentException e) {
            stream.cancel(ErrorCode.PROTOCOL);
        }
        if (stream.pendingBytes() > READ_HIGH_WATER) stream.pauseReading();
    }

    private void handle(FrameType type, byte[] buffer, int length) {
        switch (type) {
            case HELLO -> hello(Messages.parse(Hello.parser(), buffer, length));
            case MANIFEST_REQUEST ->
                    manifest(Messages.parse(ManifestRequest.parser(), buffer, length));
            case CHANNEL_ATTACH ->
                    desk.attach(Messages.parse(ChannelAttach.parser(), buffer, length), this);
            case SLICE_REQUEST -> slice(Messages.parse(SliceRequest.parser(), buffer, length));
            case SLICE_CANCEL -> cancel(Messages.parse(SliceCancel.parser(), buffer, length));
            case KEY_REQUEST -> keys(Messages.parse(KeyRequest.parser(), buffer, length));
            case RELEASE_REQUEST ->
                    desk.release(Messages.parse(ReleaseRequest.parser(), buffer, length), this);
            case DELEGATION_REQUEST, GRANT_REQUEST, GRANT_TRANSFER, REVOCATIONS_REQUEST ->
                    desk.papers().handle(type, buffer, length, this);
            default -> throw new MalformedMessage("a frame of type " + type + " asks nothing");
        }
    }

    private void hello(Hello hello) {
        if (hello.getWireVersion() != ServingDesk.WIRE_VERSION)
            throw new MalformedMessage("wire version " + hello.getWireVersion());
        send(FrameType.HELLO, desk.hello());
    }

    private void manifest(ManifestRequest request) {
        Bytes32 content = Messages.bytes32(request.getContent());
        ShelfItem item = desk.shelf().find(content);
        if (item == null) {
            desk.missed(content, peer);
            refuse(unknown(content), content, 0);
        } else send(FrameType.MANIFEST, manifestAnswer(item));
    }

    private static ManifestAnswer manifestAnswer(ShelfItem item) {
        try {
            return ManifestAnswer.newBuilder()
                    .setManifest(SignedManifest.parseFrom(item.stored().manifestBytes()))
                    .build();
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException("a stored manifest does not parse", e);
        }
    }

    private void slice(SliceRequest request) {
        Bytes32 content = Messages.bytes32(request.getContent());
        long index = request.getIndex();
        ShelfItem item = desk.shelf().find(content);
        if (item == null || !inRange(item, index, 1)) {
            if (item == null) desk.missed(content, peer);
            refuse(item == null ? unknown(content) : outOfRange(item, index), content, index);
            return;
        }
        if (!isHeld(item, index)) {
            desk.missed(content, peer);
            refuse(notHeld(index), content, index);
            return;
        }
        boolean gratis = request.getMirror() && item.own() && desk.mirrorsAllowed();
        ServedSlice asked =
                new ServedSlice(
                        desk,
                        this,
                        stream,
                        item.offer(),
                        index,
                        gratis,
                        Messages.channelOrNull(request.getChannel()));
        SignedVoucher voucher =
                request.hasVoucher() ? Messages.voucher(request.getVoucher()) : null;
        while (!slices.isEmpty() && slices.element().isOver()) slices.remove();
        slices.add(asked);
        asked.ask(request.getWithPages(), voucher);
    }

    /** What has begun, or was answered, or never asked, is left as it is. */
    private void cancel(SliceCancel message) {
        if (message.getIndexCount() > MAX_CANCELS)
            throw new MalformedMessage(message.getIndexCount() + " slices to cancel");
        Bytes32 content = Messages.bytes32(message.getContent());
        for (long index : message.getIndexList())
            for (ServedSlice asked : slices)
                if (!asked.isOver() && asked.is(content, index)) asked.cancel();
    }

    /** Asked before the gate charges: nobody pays a partial mirror for what it cannot serve. */
    private static boolean isHeld(ShelfItem item, long index) {
        return item.stored().has(index);
    }

    private static Refused notHeld(long index) {
        return Refused.of(Reason.NOT_HELD, "slice " + index + " on this node", "none");
    }

    private void keys(KeyRequest request) {
        Bytes32 content = Messages.bytes32(request.getContent());
        long first = request.getFirst();
        ShelfItem item = desk.shelf().find(content);
        if (item == null || !item.sellsKeys()) {
            refuse(unknown(content), content, first);
            return;
        }
        Refused outdated = desk.papers().outdated(item);
        if (outdated != null) {
            refuse(outdated, content, first);
            return;
        }
        if (!inRange(item, first, request.getCount())) {
            refuse(outOfRange(item, first), content, first);
            return;
        }
        desk.pipeline()
                .keys(
                        new KeyAsk(
                                item.offer(),
                                first,
                                request.getCount(),
                                peer,
                                Messages.channelOrNull(request.getChannel()),
                                request.hasVoucher()
                                        ? Messages.voucher(request.getVoucher())
                                        : null),
                        this);
    }

    private static boolean inRange(ShelfItem item, long first, long count) {
        long slices = item.tree().geometry().slices();
        return first >= 0 && count > 0 && first < slices && count <= slices - first;
    }

    static Refused unknown(Bytes32 content) {
        return Refused.of(Reason.UNKNOWN_CONTENT, "a content on this node", content);
    }

    private static Refused outOfRange(ShelfItem item, long index) {
        return Refused.of(Reason.OUT_OF_RANGE, "below " + item.tree().geometry().slices(), index);
    }

    @Override
    public void slice(Offer offer, long index, boolean withPages) {
        throw new IllegalStateException("slice " + index + " for who did not ask for it");
    }

    void fail() {
        stream.cancel(ErrorCode.INTERNAL);
    }

    @Override
    public void keys(Offer offer, long first, long count, Paid paid) {
        ShelfItem item = desk.shelf().find(offer.content());
        KeyTree tree = item == null ? null : item.keys();
        KeyAuthority.Right right = item == null ? null : item.right();
        if (item == null || tree == null || right == null) {
            refuse(unknown(offer.content()), offer.content(), first);
            return;
        }
        KeyReceipt receipt =
                new KeyReceipt(
                        item.stored().id(),
                        first,
                        count,
                        tree.seedsFor(first, count),
                        paid.channel() == null
                                ? KeyReceipt.NO_CHANNEL
                                : Bytes.of(paid.channel().toBytes()),
                        Bytes.of(paid.cumulative().toBytes()));
        send(FrameType.KEYS, receipt.sign(right.hand()));
    }

    @Override
    public void attached(ChannelId channel, Optional<SignedVoucher> last, Amount served) {
        send(FrameType.CHANNEL_ATTACHED, Channels.attached(channel.toBytes(), last, served));
    }

    @Override
    public void refused(Refused why, Offer offer, long index) {
        refuse(why, offer.content(), index);
    }

    @Override
    public void attachRefused(Refused why, ChannelId channel) {
        refuse(why, channel.value(), 0);
    }

    @Override
    public Bytes32 peer() {
        return peer;
    }

    void released(Released answer) {
        send(FrameType.RELEASED, answer);
    }

    void refuse(Refused why, Bytes32 subject, long index) {
        send(FrameType.REFUSED, Channels.refusal(why, subject.toBytes(), index));
    }

    void send(FrameType type, MessageLite message) {
        try {
            stream.send(type, message.toByteArray());
        } catch (IllegalStateException e) {
            stream.cancel(ErrorCode.INTERNAL); // a peer that asks and does not read
        }
    }

    @Override
    public void onDrained(PeerStream from) {
        stream.resumeReading();
    }

    @Override
    public void onFinished(PeerStream from) {
        stream.finish();
    }

    @Override
    public void onClosed(PeerStream from, @Nullable String error) {}
}
