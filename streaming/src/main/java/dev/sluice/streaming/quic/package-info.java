/**
 * Peers over QUIC: mutual TLS by pinned keys, framed streams, limits. The only package that knows
 * Netty.
 *
 * <p>Goals: line rate on one core per side; one copy per received byte; no Netty type in the public
 * API, so that a move to Netty's own copy of the codec changes imports of this package only; each
 * known fault and trap of the codec closed in one place; every queue, window and timeout bounded
 * and named in {@link dev.sluice.streaming.quic.TransportSettings}.
 *
 * <p>Non-goals: what frames mean, retries, choosing peers, keeping idle connections alive (the
 * codec offers no ping, so a session that wants a quiet connection kept sends a small frame more
 * often than the idle timeout), 0-RTT, connection migration, hole punching.
 *
 * <pre>
 *   NodeHandler          StreamHandler, PeerStream             the engine's side
 *  ------|----------------------|----------------------------------------------
 *   QuicNode ── serving socket ── PeerChannelHandler ── StreamChannelHandler ── FrameDecoder
 *       │                         (one connection)      (one stream)        ── OutboundQueue
 *       └─────── dialing sockets ──┘
 * </pre>
 *
 * <p>Threads: one event loop owns a socket, its connections and their streams; handlers are called
 * on it and must not block. {@code PeerStream} and {@code PeerConnection} may be used from any
 * thread.
 */
@NullMarked
package dev.sluice.streaming.quic;

import org.jspecify.annotations.NullMarked;
