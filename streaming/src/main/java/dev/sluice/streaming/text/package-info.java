/**
 * How identities, addresses and untrusted text are written.
 *
 * <p><b>Goals.</b> One strict text form per value, so that equal values print equally and a string
 * parses to one value or not at all; no peer's text reaches a terminal, a log or a file system
 * unescaped (T19, T23).
 *
 * <p><b>Non-goals.</b> Name resolution: an address names a literal host, so that nothing here asks
 * a network.
 *
 * <pre>
 *   peer id        32 bytes, SHA-256 of the key        52 characters of base32, lower case
 *   peer address   /ip4/127.0.0.1/udp/4001/quic/p2p/&lt;peer id&gt;
 *                  /ip6/2001:db8::1/udp/4001/quic/p2p/&lt;peer id&gt;
 * </pre>
 *
 * <p>Pure: no clock, no thread, no I/O. Every type is an immutable value.
 */
@NullMarked
package dev.sluice.streaming.text;

import org.jspecify.annotations.NullMarked;
