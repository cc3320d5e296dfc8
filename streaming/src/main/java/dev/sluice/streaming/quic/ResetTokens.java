package dev.sluice.streaming.quic;

import io.netty.incubator.codec.quic.QuicResetTokenGenerator;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Stateless reset tokens: a keyed hash of the connection id, under a key of their own (RFC 9000,
 * section 10.3.2; T15). Owned by the serving event loop.
 */
final class ResetTokens implements QuicResetTokenGenerator {
    private static final int BYTES = 16;

    private final KeyedHash hash;

    ResetTokens(SecureRandom random) {
        hash = new KeyedHash(random);
    }

    @Override
    public ByteBuffer newResetToken(ByteBuffer connectionId) {
        return ByteBuffer.wrap(hash.of(connectionId), 0, BYTES).slice();
    }
}
