package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.protobuf.ByteString;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.wire.Channels;
import dev.sluice.engine.wire.Messages;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.proto.KeyRequest;
import dev.sluice.streaming.proto.Refusal;
import dev.sluice.streaming.proto.SliceCancel;
import dev.sluice.streaming.proto.SliceRequest;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.wire.ErrorCode;
import dev.sluice.streaming.wire.FrameType;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection with one stream for requests, one request at a time. */
final class Talk implements AutoCloseable, StreamHandler {
    private static final int URGENCY = 1;

    final PeerClient client;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final PeerStream stream;

    /** A frame that came back; no type when the stream ended instead. */
    static final class Answer {
        private final @Nullable FrameType type;
        private final byte[] payload;

        Answer(@Nullable FrameType type, byte[] payload) {
            this.type = type;
            this.payload = payload;
        }

        @Nullable FrameType type() {
            return type;
        }

        int length() {
            return payload.length;
        }

        Refused refused() {
            assertEquals(FrameType.REFUSED, type);
            return Channels.refused(Messages.parse(Refusal.parser(), payload, payload.length));
        }
    }

    Talk(PeerClient client) throws Exception {
        this.client = client;
        this.stream = client.openStream(this, URGENCY);
    }

    Answer slice(
            ContentId content,
            long index,
            @Nullable ChannelId channel,
            @Nullable SignedVoucher voucher)
            throws Exception {
        return ask(FrameType.SLICE_REQUEST, request(content, index, channel, voucher));
    }

    private static byte[] request(
            ContentId content,
            long index,
            @Nullable ChannelId channel,
            @Nullable SignedVoucher voucher) {
        SliceRequest.Builder request =
                SliceRequest.newBuilder()
                        .setContent(ByteString.copyFrom(content.digest()))
                        .setIndex(index);
        if (channel != null) request.setChannel(ByteString.copyFrom(channel.toBytes()));
        if (voucher != null) request.setVoucher(Messages.voucher(voucher));
        return request.build().toByteArray();
    }

    /** Takes the request back in the same breath; it is answered all the same. */
    Answer sliceAndCancel(ContentId content, long index, ChannelId channel) throws Exception {
        SliceCancel cancel =
                SliceCancel.newBuilder()
                        .setContent(ByteString.copyFrom(content.digest()))
                        .addIndex(index)
                        .build();
        stream.send(FrameType.SLICE_REQUEST, request(content, index, channel, null));
        return ask(FrameType.SLICE_CANCEL, cancel.toByteArray());
    }

    /** Stops reading at the first byte of the slice; false when it is refused instead. */
    boolean cutOff(ContentId content, long index, ChannelId channel) throws Exception {
        CompletableFuture<Boolean> begins = new CompletableFuture<>();
        PeerStream own = client.openStream(new Cutting(begins), URGENCY);
        own.send(FrameType.SLICE_REQUEST, request(content, index, channel, null));
        boolean begun = begins.get(10, TimeUnit.SECONDS);
        own.cancel(ErrorCode.CANCELLED);
        return begun;
    }

    private record Cutting(CompletableFuture<Boolean> begins) implements StreamHandler {
        @Override
        public byte[] bufferFor(FrameType type, int payloadLength) {
            begins.complete(type == FrameType.SLICE);
            return new byte[payloadLength];
        }

        @Override
        public void onFrame(PeerStream from, FrameType type, byte[] buffer, int length) {}

        @Override
        public void onFinished(PeerStream from) {}

        @Override
        public void onClosed(PeerStream from, @Nullable String error) {}
    }

    Answer keys(
            ContentId content,
            long first,
            long count,
            @Nullable ChannelId channel,
            @Nullable SignedVoucher voucher)
            throws Exception {
        KeyRequest.Builder request =
                KeyRequest.newBuilder()
                        .setContent(ByteString.copyFrom(content.digest()))
                        .setFirst(first)
                        .setCount(count);
        if (channel != null) request.setChannel(ByteString.copyFrom(channel.toBytes()));
        if (voucher != null) request.setVoucher(Messages.voucher(voucher));
        return ask(FrameType.KEY_REQUEST, request.build().toByteArray());
    }

    private Answer ask(FrameType type, byte[] request) throws Exception {
        answers.clear();
        stream.send(type, request);
        Answer answer = answers.poll(10, TimeUnit.SECONDS);
        assertNotNull(answer, "no answer to " + type);
        return answer;
    }

    static void assertRefused(Reason reason, Answer answer) {
        assertEquals(reason, answer.refused().reason());
    }

    @Override
    public void onFrame(PeerStream from, FrameType type, byte[] buffer, int length) {
        answers.add(new Answer(type, Arrays.copyOf(buffer, length)));
    }

    @Override
    public void onFinished(PeerStream from) {}

    @Override
    public void onClosed(PeerStream from, @Nullable String error) {
        answers.add(new Answer(null, new byte[0]));
    }

    @Override
    public void close() {
        client.close();
    }
}
