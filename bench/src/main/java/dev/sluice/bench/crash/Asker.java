package dev.sluice.bench.crash;

import com.google.protobuf.ByteString;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.wire.Channels;
import dev.sluice.engine.wire.Messages;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.streaming.proto.KeyRequest;
import dev.sluice.streaming.proto.Refusal;
import dev.sluice.streaming.proto.SliceRequest;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.wire.FrameType;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Asks on one stream for one thing after the other, each request with the voucher that it needs:
 * slices pay for what has come, keys for what is to come.
 *
 * <p>Threads: all on the stream's event loop but for {@link #start}.
 */
final class Asker implements StreamHandler {
    /** What is asked for. */
    enum Kind {
        SLICES,
        KEYS
    }

    private static final int URGENCY = 1;
    private static final int MAX_IN_FLIGHT = 4;

    private final Kind kind;
    private final Payer payer;
    private final Payer.Till till;
    private final CountDownLatch ended;
    private final ArrayDeque<Long> vouchers = new ArrayDeque<>();
    private long next;

    Asker(Kind kind, Payer payer, Payer.Till till, long first, CountDownLatch ended) {
        this.kind = kind;
        this.payer = payer;
        this.till = till;
        this.next = first;
        this.ended = ended;
    }

    void start(PeerClient client) throws IOException {
        PeerStream stream = client.openStream(this, URGENCY);
        synchronized (this) {
            ask(stream);
        }
    }

    @Override
    public synchronized void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
        switch (type) {
            case SLICE, KEYS -> {
                till.answered(vouchers.remove());
                ask(stream);
            }
            case REFUSED ->
                    payer.trouble(
                            Channels.refused(Messages.parse(Refusal.parser(), buffer, length)));
            default -> throw new IllegalStateException("a frame of type " + type);
        }
    }

    private void ask(PeerStream stream) {
        if (kind == Kind.SLICES) while (vouchers.size() < inFlight()) askSlice(stream);
        else if (vouchers.isEmpty() && next < payer.slices()) askKey(stream);
    }

    /** What half of all that was paid covers: the seller's window. */
    private long inFlight() {
        return Math.clamp(till.received() / till.unit() / 2, 1, MAX_IN_FLIGHT);
    }

    private void askSlice(PeerStream stream) {
        SliceRequest.Builder request =
                SliceRequest.newBuilder()
                        .setContent(ByteString.copyFrom(payer.content().digest()))
                        .setIndex(next++ % payer.slices())
                        .setChannel(ByteString.copyFrom(till.id().toBytes()));
        SignedVoucher voucher = till.payReceived();
        if (!voucher.cumulative().isZero()) request.setVoucher(Messages.voucher(voucher));
        send(stream, FrameType.SLICE_REQUEST, request.build().toByteArray(), voucher);
    }

    private void askKey(PeerStream stream) {
        SignedVoucher voucher = till.payNext();
        KeyRequest request =
                KeyRequest.newBuilder()
                        .setContent(ByteString.copyFrom(payer.content().digest()))
                        .setFirst(next++)
                        .setCount(1)
                        .setChannel(ByteString.copyFrom(till.id().toBytes()))
                        .setVoucher(Messages.voucher(voucher))
                        .build();
        send(stream, FrameType.KEY_REQUEST, request.toByteArray(), voucher);
    }

    private void send(PeerStream stream, FrameType type, byte[] request, SignedVoucher voucher) {
        vouchers.add(voucher.cumulative().toLongSaturated());
        stream.send(type, request);
    }

    @Override
    public void onFinished(PeerStream stream) {}

    @Override
    public void onClosed(PeerStream stream, @Nullable String error) {
        ended.countDown();
    }
}
