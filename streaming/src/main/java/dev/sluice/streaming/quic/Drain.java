package dev.sluice.streaming.quic;

import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.incubator.codec.quic.QuicConnectionStats;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The last moments of a connection: waits until its streams have ended and no more packets leave,
 * then runs its end, at the latest after the timeout.
 *
 * <p>What the codec took is not yet delivered, and closing would drop it; that no packet was sent
 * between two looks is the nearest thing to "all acknowledged" that the codec shows. Owned by the
 * event loop.
 */
final class Drain {
    private static final int LOOK_MS = 15;

    private final QuicChannel channel;
    private final Runnable end;
    private boolean ended;
    private long sentPackets = -1;

    Drain(QuicChannel channel, int timeoutMs, Runnable end) {
        this.channel = channel;
        this.end = end;
        Unheeded.result(
                channel.eventLoop().schedule(this::finish, timeoutMs, TimeUnit.MILLISECONDS));
    }

    void streamsEnded() {
        channel.collectStats().addListener((Future<QuicConnectionStats> stats) -> look(stats));
    }

    private void look(Future<QuicConnectionStats> stats) {
        if (ended || !stats.isSuccess() || stats.getNow().sent() == sentPackets) {
            finish();
            return;
        }
        sentPackets = stats.getNow().sent();
        Unheeded.result(
                channel.eventLoop().schedule(this::streamsEnded, LOOK_MS, TimeUnit.MILLISECONDS));
    }

    private void finish() {
        if (!ended) {
            ended = true;
            end.run();
        }
    }
}
