package dev.sluice.streaming.quic;

/**
 * How long anything may take, in milliseconds.
 *
 * @param handshakeMs from the first packet to an authenticated peer; 5 s is many round trips and
 *     leaves a flood of half-open handshakes little (T16)
 * @param idleMs without any packet until a connection is given up; 8 s, because an abrupt end often
 *     reaches the other side only this way
 * @param frameMs from a frame's first byte to its last on connections that peers dialled; 20 s,
 *     against peers that trickle (T16)
 * @param drainMs that an orderly close waits for streams to finish
 * @param tokenMs that a Retry token is good for; a round trip and some loss, no more (T15)
 */
public record Timeouts(int handshakeMs, int idleMs, int frameMs, int drainMs, int tokenMs) {
    public Timeouts {
        Checks.range("handshake timeout ms", handshakeMs, 50, 60_000);
        Checks.range("idle timeout ms", idleMs, 100, 600_000);
        Checks.range("frame timeout ms", frameMs, 100, 600_000);
        Checks.range("drain timeout ms", drainMs, 0, 60_000);
        Checks.range("token lifetime ms", tokenMs, 100, 60_000);
    }

    /** 5 s, 8 s, 20 s, 1 s, 10 s. */
    public static Timeouts defaults() {
        return new Timeouts(5_000, 8_000, 20_000, 1_000, 10_000);
    }
}
