/**
 * Frames: how messages are cut out of a stream of bytes, without any transport.
 *
 * <p>Goals: a length is judged before a byte of memory is set aside for it (T17); the decoder
 * copies each byte once, into an array that its owner chooses; nothing here knows Netty, a clock or
 * a thread, so that a test or a fuzzer can feed bytes in any pieces.
 *
 * <p>Non-goals: what a payload means (Protobuf messages of {@code wire.proto}), who may send which
 * frame when (the sessions of the engine), encryption (QUIC).
 *
 * <pre>
 *  a frame
 *  0               4        5                        4 + length
 *  +---------------+--------+---------- - - ----------+
 *  | length    u32 | type u8| payload                 |   length counts the type and the payload,
 *  +---------------+--------+---------- - - ----------+   big-endian, so it is at least 1
 *
 *  the payload of a SLICE frame
 *  0               4                 4 + headerLength
 *  +---------------+------- - - ------+---------- - - ----------+
 *  | headerLen u32 | SliceHeader      | ciphertext              |   to the end of the frame
 *  +---------------+------- - - ------+---------- - - ----------+
 * </pre>
 *
 * <p>Types 1 to 13 are slices, keys and channels. 14 and 15 ask for and show a delegation, 16 and
 * 17 ask for and give a grant, 18 passes one on (answered by 17), 19 and 20 ask for and give a
 * creator's list of revoked serials; their messages are in {@code grant.proto}.
 *
 * <p>A frame of an unknown type, of length 0, or longer than its type allows is a protocol error:
 * the stream ends with the error's application code, and then the peer's connection does.
 */
@NullMarked
package dev.sluice.streaming.wire;

import org.jspecify.annotations.NullMarked;
