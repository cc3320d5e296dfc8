package dev.sluice.engine.consumer;

import com.google.protobuf.ByteString;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.wire.Channels;
import dev.sluice.engine.wire.Messages;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.rules.PayerChannel;
import dev.sluice.payments.rules.PaymentWindow;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.payments.terms.WorkPrice;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.Holder;
import dev.sluice.streaming.grant.KeyReceipt;
import dev.sluice.streaming.proto.ChannelAttached;
import dev.sluice.streaming.proto.GrantHolder;
import dev.sluice.streaming.proto.GrantRequest;
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

/**
 * Buys the keys of a range, one payment window at a time, and then asks for the grant of them.
 * Blocks its caller.
 *
 * <p>Each window is asked for without money first, and only what the refusal says is missing is
 * paid: what was paid before, also by a purchase that was cut off, is not paid again. An answer
 * counts as received when its seller has signed it.
 */
public final class GrantBuyer {
    private static final int URGENCY = 1;
    private static final long ANSWER_SECONDS = 10;

    private final PeerClient client;
    private final Manifest manifest;
    private final WorkPrice price;
    private final @Nullable PayerChannel channel;
    private final @Nullable Purse purse;
    private final Amount limit;
    private Amount paid = Amount.ZERO;

    private static final class Frame {
        private final @Nullable FrameType type;
        private final byte[] payload;

        Frame(@Nullable FrameType type, byte[] payload) {
            this.type = type;
            this.payload = payload;
        }
    }

    private static final class Answers implements StreamHandler {
        private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>(4);

        @Override
        public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
            frames.offer(new Frame(type, Arrays.copyOf(buffer, length)));
        }

        @Override
        public void onFinished(PeerStream stream) {
            stream.finish();
        }

        @Override
        public void onClosed(PeerStream stream, @Nullable String error) {
            frames.offer(new Frame(null, new byte[0]));
        }
    }

    /** {@code limit} is a hard stop in base units; channel and purse are null for what is free. */
    public GrantBuyer(
            PeerClient client,
            Manifest manifest,
            WorkPrice price,
            PlaybackPlan.Source source,
            Amount limit) {
        this.client = client;
        this.manifest = manifest;
        this.price = price;
        this.channel = source.channel();
        this.purse = source.purse();
        this.limit = limit;
    }

    /** What was paid by {@link #buy}. */
    public Amount paid() {
        return paid;
    }

    /** The grant, as it was signed; not verified. */
    public byte[] buy(long first, long count, Holder holder)
            throws IOException, RefusedException, GrantException {
        if (purse == null || channel == null)
            throw new IOException("keys that cost nothing need no grant");
        ChannelAttached attached = client.attach(purse.attachMessage());
        channel.heal(purse.proven(attached));
        try {
            payFor(first, count, channel);
        } finally {
            purse.rest();
        }
        return client.grant(
                GrantRequest.newBuilder()
                        .setContent(content())
                        .setFirst(first)
                        .setCount(count)
                        .setHolder(
                                GrantHolder.newBuilder()
                                        .setSealing(bytes(holder.sealing().toArray()))
                                        .setSigning(bytes(holder.signing().toArray())))
                        .setChannel(bytes(purse.channel().toBytes()))
                        .setProof(bytes(purse.proof().toBytes()))
                        .build());
    }

    private void payFor(long first, long count, PayerChannel payer)
            throws IOException, RefusedException, GrantException {
        Answers answers = new Answers();
        PeerStream stream = client.openStream(answers, URGENCY);
        for (long at = first; at < first + count; ) {
            long part = Math.min(first + count - at, window(payer));
            window(stream, answers, at, part);
            at += part;
        }
    }

    private long window(PayerChannel payer) {
        long unit = price.terms().creatorShare(price.sliceBytes());
        long units =
                PaymentWindow.of(price)
                        .advanceBaseUnits(
                                payer.nextCumulative(), price.terms(), price.sliceBytes());
        return unit == 0 ? Integer.MAX_VALUE : Math.max(1, units / unit);
    }

    private void window(PeerStream stream, Answers answers, long first, long count)
            throws IOException, RefusedException, GrantException {
        Frame answer = ask(stream, answers, first, count, null);
        if (answer.type == FrameType.REFUSED) {
            Amount missing = missing(answer, first, count);
            Amount total = pay(missing);
            answer = ask(stream, answers, first, count, total);
            if (answer.type == FrameType.REFUSED) throw PeerClient.refused(refusal(answer));
            take(answer, first, count);
            if (channel != null) channel.verified(missing.toLongSaturated());
        } else take(answer, first, count);
    }

    private Amount missing(Frame answer, long first, long count) throws RefusedException {
        Refused why = refusal(answer);
        boolean fair =
                why.reason() == Reason.CREDIT_EXHAUSTED
                        && why.missing().compareTo(price.creatorShare(first, count)) <= 0;
        if (!fair) throw PeerClient.refused(why);
        return why.missing();
    }

    private Amount pay(Amount missing) throws RefusedException {
        PayerChannel payer = java.util.Objects.requireNonNull(channel);
        Amount next = paid.plus(missing);
        if (next.compareTo(limit) > 0)
            throw PeerClient.refused(
                    new Refused(
                            Reason.BUDGET_REACHED,
                            "at most " + limit,
                            next.toString(),
                            next.minus(limit)));
        long window =
                PaymentWindow.of(price)
                        .advanceBaseUnits(
                                payer.nextCumulative(), price.terms(), price.sliceBytes());
        if (payer.payInAdvance(missing.toLongSaturated(), window) instanceof Refused why)
            throw PeerClient.refused(why);
        paid = next;
        return payer.nextCumulative();
    }

    private Frame ask(
            PeerStream stream, Answers answers, long first, long count, @Nullable Amount voucher)
            throws IOException {
        Purse hand = java.util.Objects.requireNonNull(purse);
        KeyRequest.Builder request =
                KeyRequest.newBuilder()
                        .setContent(content())
                        .setFirst(first)
                        .setCount(count)
                        .setChannel(bytes(hand.channel().toBytes()));
        if (voucher != null) request.setVoucher(Messages.voucher(hand.sign(voucher)));
        stream.send(FrameType.KEY_REQUEST, request.build().toByteArray());
        try {
            Frame answer = answers.frames.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (answer == null || answer.type == null)
                throw new IOException("the key service does not answer");
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Received is what its seller has signed for. */
    private void take(Frame answer, long first, long count) throws IOException, GrantException {
        if (answer.type != FrameType.KEYS) throw new IOException("answered by " + answer.type);
        KeyReceipt receipt =
                KeyReceipt.verify(
                        Messages.parse(KeyAnswer.parser(), answer.payload, answer.payload.length),
                        manifest.core().creator());
        if (!receipt.content().equals(manifest.id())
                || receipt.first() != first
                || receipt.count() != count)
            throw new IOException("the key service answered another range");
    }

    private static Refused refusal(Frame answer) {
        return Channels.refused(
                Messages.parse(Refusal.parser(), answer.payload, answer.payload.length));
    }

    private ByteString content() {
        return bytes(manifest.id().digest());
    }

    private static ByteString bytes(byte[] bytes) {
        return ByteString.copyFrom(bytes);
    }
}
