package dev.sluice.streaming.quic;

import io.netty.channel.epoll.Epoll;
import io.netty.incubator.codec.quic.Quic;

/** What this machine offers for packets, for diagnostics. */
public final class Transport {
    private Transport() {}

    /** One line: the codec and the kernel interface. */
    public static String describe() {
        return "quic " + Quic.isAvailable() + ", epoll " + Epoll.isAvailable();
    }
}
