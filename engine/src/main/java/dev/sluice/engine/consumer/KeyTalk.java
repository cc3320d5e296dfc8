package dev.sluice.engine.consumer;

import com.google.protobuf.ByteString;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.wire.Channels;
import dev.sluice.engine.wire.Messages;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.proto.KeyAnswer;
import dev.sluice.streaming.proto.KeyRequest;
import dev.sluice.streaming.proto.Refusal;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.wire.FrameType;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Key requests on a stream of their own, one at a time. Blocks its caller; one thread. */
final class KeyTalk implements StreamHandler {
    private static final int URGENCY = 1;
    private static final long ANSWER_SECONDS = 10;

    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>(4);
    private final ByteString content;
    private final Purse purse;
    private final PeerStream stream;

    private static final class Frame {
        private final @Nullable FrameType type;
        private final byte[] payload;

        Frame(@Nullable FrameType type, byte[] payload) {
            this.type = type;
            this.payload = payload;
        }
    }

    KeyTalk(PeerClient client, ContentId content, Purse purse) throws IOException {
        this.content = ByteString.copyFrom(content.digest());
        this.purse = purse;
        this.stream = client.openStream(this, URGENCY);
    }

    /** The answer for exactly that range; its signature is not looked at. */
    KeyAnswer ask(long first, long count, @Nullable Amount voucher)
            throws IOException, RefusedException {
        KeyRequest.Builder request =
                KeyRequest.newBuilder()
                        .setContent(content)
                        .setFirst(first)
                        .setCount(count)
                        .setChannel(ByteString.copyFrom(purse.channel().toBytes()));
        if (voucher != null) request.setVoucher(Messages.voucher(purse.sign(voucher)));
        stream.send(FrameType.KEY_REQUEST, request.build().toByteArray());
        Frame frame = next();
        byte[] payload = frame.payload;
        if (frame.type == FrameType.REFUSED)
            throw PeerClient.refused(
                    Channels.refused(Messages.parse(Refusal.parser(), payload, payload.length)));
        if (frame.type != FrameType.KEYS) throw new IOException("answered by " + frame.type);
        KeyAnswer answer = Messages.parse(KeyAnswer.parser(), payload, payload.length);
        if (answer.getFirst() != first || answer.getCount() != count)
            throw new IOException("the key service answered another range");
        return answer;
    }

    private Frame next() throws IOException {
        try {
            Frame frame = frames.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (frame == null || frame.type == null)
                throw new IOException("the key service does not answer");
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void onFrame(PeerStream from, FrameType type, byte[] buffer, int length) {
        frames.offer(new Frame(type, Arrays.copyOf(buffer, length)));
    }

    @Override
    public void onFinished(PeerStream from) {
        from.finish();
    }

    @Override
    public void onClosed(PeerStream from, @Nullable String error) {
        frames.offer(new Frame(null, new byte[0]));
    }
}
