package dev.sluice.streaming.quic;

import io.netty.incubator.codec.quic.QuicConnectionIdGenerator;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Connection ids of the serving socket: a keyed hash of what the client sent, so that nobody can
 * choose one or link two of them (RFC 9000, section 5.1).
 *
 * <p>Its key is its own: the codec's generator shares one with the reset tokens (T15). Owned by the
 * serving event loop.
 */
final class ConnectionIds implements QuicConnectionIdGenerator {
    private static final int MAX_BYTES = 20;

    private final KeyedHash hash;

    ConnectionIds(SecureRandom random) {
        hash = new KeyedHash(random);
    }

    @Override
    public ByteBuffer newId(int length) {
        throw new UnsupportedOperationException("a keyed id needs an input");
    }

    @Override
    public ByteBuffer newId(ByteBuffer input, int length) {
        return hash.of(input, ByteBuffer.allocate(0), length);
    }

    @Override
    public ByteBuffer newId(ByteBuffer sourceId, ByteBuffer destinationId, int length) {
        return hash.of(sourceId, destinationId, length);
    }

    @Override
    public int maxConnectionIdLength() {
        return MAX_BYTES;
    }

    @Override
    public boolean isIdempotent() {
        return true;
    }
}
