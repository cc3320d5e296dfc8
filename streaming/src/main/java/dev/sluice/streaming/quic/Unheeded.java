package dev.sluice.streaming.quic;

import io.netty.util.concurrent.Future;

/**
 * Says that an operation's own result is not needed: when it fails, the channel that it was asked
 * of closes, and that is acted on.
 */
final class Unheeded {
    private Unheeded() {}

    static void result(Future<?> future) {
        assert future != null;
    }
}
