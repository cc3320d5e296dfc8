package dev.sluice.streaming.quic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.incubator.codec.quic.DefaultQuicStreamFrame;
import io.netty.incubator.codec.quic.QuicStreamChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Frames on their way into one stream: bounded, in order, made into bytes only when the stream has
 * room.
 *
 * <p>Any thread adds; the stream's event loop takes. At most one buffer is with the codec at a
 * time: the codec offers a new write to QUIC before those that it has queued, which would reorder
 * frames. The FIN never travels without bytes: QUIC's implementation below takes a stream for
 * complete when the bytes before its FIN are acknowledged, forgets it, and an empty FIN that was
 * not sent yet, or was lost, never comes (cloudflare/quiche issue 2525).
 */
final class OutboundQueue {
    /** Frames are sent in one buffer up to this size, so that small requests share packets. */
    private static final int BATCH_BYTES = 32 * 1024;

    private static final int SMALL_BYTES = 4 * 1024;

    private final QuicStreamChannel channel;
    private final long limitBytes;
    private final @Nullable Pacer pacer;
    private final Runnable onDrained;
    private final Consumer<String> onFailed;
    private final Queue<Outgoing> frames = new ConcurrentLinkedQueue<>();
    private final AtomicLong pendingBytes = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean closed;
    private volatile boolean crowded;

    // Owned by the event loop.
    private boolean writing;
    private boolean resting;
    private boolean finished;

    /**
     * @param pacer of all that the node sends; null when there is no limit
     * @param onDrained run on the loop when the queue fell to half its limit
     * @param onFailed run on the loop when a frame could not be made or was not taken
     */
    OutboundQueue(
            QuicStreamChannel channel,
            long limitBytes,
            @Nullable Pacer pacer,
            Runnable onDrained,
            Consumer<String> onFailed) {
        this.channel = channel;
        this.limitBytes = limitBytes;
        this.pacer = pacer;
        this.onDrained = onDrained;
        this.onFailed = onFailed;
    }

    /** Adds a frame; once the queue is closed the frame is dropped. */
    void add(Outgoing frame) {
        if (closed) {
            drop(frame);
            return;
        }
        reserve(frame.bytes());
        frames.add(frame);
        schedulePump();
    }

    /** Adds the last frame, which brings the FIN. It is taken though the queue is full. */
    void finish() {
        if (closed) {
            return;
        }
        pendingBytes.addAndGet(Outgoing.END.bytes());
        frames.add(Outgoing.END);
        schedulePump();
    }

    long pendingBytes() {
        return pendingBytes.get();
    }

    /** True when nothing waits and nothing is half sent. Event loop. */
    boolean isIdle() {
        return frames.isEmpty() && !writing;
    }

    boolean isFinished() {
        return finished;
    }

    /** Drops what waits. Event loop. */
    void close() {
        closed = true;
        for (Outgoing frame = frames.poll(); frame != null; frame = frames.poll()) {
            pendingBytes.addAndGet(-frame.bytes());
            frame.writer().dropped();
        }
    }

    /** Takes back a frame of which nothing is with the codec. Event loop. */
    void withdraw(FrameWriter writer) {
        for (Iterator<Outgoing> waiting = frames.iterator(); waiting.hasNext(); ) {
            Outgoing frame = waiting.next();
            if (!frame.writer().equals(writer)) {
                continue;
            }
            waiting.remove();
            writer.dropped();
            left(frame.bytes());
            return;
        }
    }

    private void drop(Outgoing frame) {
        try {
            channel.eventLoop().execute(frame.writer()::dropped);
        } catch (RejectedExecutionException e) {
            // the node is closing: nobody is left who could be told
        }
    }

    /** Hands over as much as the stream has room for. Event loop. */
    void pump() {
        while (!closed && !finished && !writing) {
            if (frames.isEmpty() || resting || !channel.isWritable()) {
                return;
            }
            int bytes = batchBytes();
            if (pacer != null && !mayPass(pacer, bytes)) {
                return;
            }
            writeBatch(bytes);
        }
    }

    private void reserve(int bytes) {
        long after = pendingBytes.addAndGet(bytes);
        if (after > limitBytes) {
            pendingBytes.addAndGet(-bytes);
            throw new IllegalStateException(
                    "send queue would hold " + after + " bytes, at most " + limitBytes);
        }
        if (after > limitBytes / 2) {
            crowded = true;
        }
    }

    private void schedulePump() {
        if (channel.eventLoop().inEventLoop()) {
            pump();
        } else if (scheduled.compareAndSet(false, true)) {
            channel.eventLoop().execute(this::scheduledPump);
        }
    }

    private void scheduledPump() {
        scheduled.set(false);
        if (closed) {
            close();
        }
        pump();
    }

    /** Small frames always pass, and are counted: a request does not wait behind slices. */
    private boolean mayPass(Pacer upload, int bytes) {
        long nowNs = System.nanoTime();
        if (bytes <= SMALL_BYTES) {
            upload.took(bytes, nowNs);
            return true;
        }
        long waitNs = upload.take(bytes, nowNs);
        if (waitNs == 0) {
            return true;
        }
        resting = true;
        Unheeded.result(channel.eventLoop().schedule(this::rested, waitNs, TimeUnit.NANOSECONDS));
        return false;
    }

    private void rested() {
        resting = false;
        pump();
    }

    private void writeBatch(int bytes) {
        ByteBuf buffer = channel.alloc().directBuffer(bytes, bytes);
        boolean last;
        try {
            last = fill(buffer, bytes);
        } catch (IOException | RuntimeException e) {
            buffer.release();
            pendingBytes.addAndGet(-bytes);
            onFailed.accept("a frame could not be written: " + e);
            return;
        }
        writing = true;
        ChannelFuture taken =
                channel.write(last ? new DefaultQuicStreamFrame(buffer, true) : buffer);
        if (taken.isDone()) {
            written(taken, bytes, last);
        } else {
            taken.addListener(
                    done -> {
                        written(taken, bytes, last);
                        pump();
                    });
        }
    }

    private int batchBytes() {
        int bytes = 0;
        for (Outgoing frame : frames) {
            boolean fits = bytes == 0 || bytes + frame.bytes() <= BATCH_BYTES;
            if (!fits) {
                break;
            }
            bytes += frame.bytes();
            if (frame.isLast()) {
                break;
            }
        }
        return bytes;
    }

    /**
     * Takes {@code bytes} worth of frames off the queue, whether or not they can be written.
     *
     * @return true when the last of the stream is among them
     */
    private boolean fill(ByteBuf buffer, int bytes) throws IOException {
        List<Outgoing> batch = new ArrayList<>();
        for (int taken = 0; taken < bytes; taken += batch.getLast().bytes()) {
            batch.add(frames.remove());
        }
        ByteBuffer target = buffer.nioBuffer(0, bytes);
        for (Outgoing frame : batch) {
            ByteBuffer part = target.slice(target.position(), frame.bytes());
            frame.writeTo(part);
            target.position(target.position() + frame.bytes());
        }
        buffer.writerIndex(bytes);
        return batch.getLast().isLast();
    }

    private void written(ChannelFuture taken, int bytes, boolean last) {
        writing = false;
        finished = last && taken.isSuccess();
        if (taken.isSuccess()) {
            left(bytes);
        } else {
            pendingBytes.addAndGet(-bytes);
            onFailed.accept("the peer stopped reading: " + taken.cause());
        }
    }

    /** So many bytes wait no more. */
    private void left(int bytes) {
        if (pendingBytes.addAndGet(-bytes) <= limitBytes / 2 && crowded) {
            crowded = false;
            onDrained.run();
        }
    }
}
