package dev.sluice.engine.peer;

import dev.sluice.engine.wire.Channels;
import dev.sluice.engine.wire.Messages;
import dev.sluice.streaming.proto.Refusal;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.wire.FrameType;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The control stream, one request at a time: an answer belongs to the request before it. */
final class ControlStream implements StreamHandler {
    private static final int ANSWERS = 4;

    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(ANSWERS);
    private volatile boolean closed;

    private static final class Answer {
        final @Nullable FrameType type;
        final byte[] buffer;
        final int length;

        Answer(@Nullable FrameType type, byte[] buffer, int length) {
            this.type = type;
            this.buffer = buffer;
            this.length = length;
        }
    }

    /** Sends the request and waits for its answer, which must be of {@code expected}. */
    synchronized byte[] ask(
            PeerStream stream, FrameType type, byte[] request, FrameType expected, long timeoutMs)
            throws IOException, RefusedException {
        answers.clear();
        if (closed) throw new IOException("the connection is closed");
        stream.send(type, request);
        Answer answer = await(type, timeoutMs);
        if (answer.type == FrameType.REFUSED)
            throw new RefusedException(
                    Channels.refused(
                            Messages.parse(Refusal.parser(), answer.buffer, answer.length)));
        if (answer.type != expected)
            throw new IOException("the peer answered " + type + " with " + answer.type);
        return java.util.Arrays.copyOf(answer.buffer, answer.length);
    }

    private Answer await(FrameType type, long timeoutMs) throws IOException {
        try {
            Answer answer = answers.poll(timeoutMs, TimeUnit.MILLISECONDS);
            if (answer == null)
                throw new IOException("no answer to " + type + " within " + timeoutMs + " ms");
            if (answer.type == null) throw new IOException("the connection closed");
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void onFrame(PeerStream stream, FrameType type, byte[] buffer, int length) {
        answers.offer(new Answer(type, buffer, length));
    }

    @Override
    public void onFinished(PeerStream stream) {
        stream.finish();
    }

    @Override
    public void onClosed(PeerStream stream, @Nullable String error) {
        closed = true;
        answers.offer(new Answer(null, new byte[0], 0));
    }
}
