package dev.sluice.streaming.quic;

import io.netty.buffer.ByteBuf;
import io.netty.incubator.codec.quic.QuicTokenHandler;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.function.LongSupplier;

/**
 * Tokens of Retry packets (RFC 9000, section 8.1.2): proof that a client receives at the address it
 * sends from, before any state is kept for it. Every first Initial is answered with one.
 *
 * <pre>
 *  0              8                       40                  40..60
 *  +--------------+-----------------------+-----------------------+
 *  | expiry ms i64| HMAC-SHA256        32B| original dest. conn id|
 *  +--------------+-----------------------+-----------------------+
 *  HMAC over: expiry | port u16 | address length u8 | address | original destination connection id
 * </pre>
 *
 * <p>The codec's own handler accepts any token; this one has a random key of its own, so a token
 * dies with its node. Owned by the serving event loop.
 */
final class RetryTokens implements QuicTokenHandler {
    private static final int MAX_CONNECTION_ID_BYTES = 20;
    private static final int FIXED_BYTES = Long.BYTES + KeyedHash.BYTES;
    private static final int MAX_ADDRESS_BYTES = 16;
    private static final int INVALID = -1;

    private final KeyedHash hash;
    private final LongSupplier clockMs;
    private final int lifetimeMs;

    RetryTokens(SecureRandom random, LongSupplier clockMs, int lifetimeMs) {
        this.hash = new KeyedHash(random);
        this.clockMs = clockMs;
        this.lifetimeMs = lifetimeMs;
    }

    @Override
    public boolean writeToken(ByteBuf out, ByteBuf dcid, InetSocketAddress address) {
        byte[] originalId = bytes(dcid);
        long expiryMs = clockMs.getAsLong() + lifetimeMs;
        out.writeLong(expiryMs)
                .writeBytes(sign(expiryMs, address, originalId))
                .writeBytes(originalId);
        return true;
    }

    @Override
    public int validateToken(ByteBuf token, InetSocketAddress address) {
        int idBytes = token.readableBytes() - FIXED_BYTES;
        if (idBytes < 0 || idBytes > MAX_CONNECTION_ID_BYTES) {
            return INVALID;
        }
        ByteBuf in = token.duplicate();
        long expiryMs = in.readLong();
        byte[] shown = bytes(in.readSlice(KeyedHash.BYTES));
        boolean ours = MessageDigest.isEqual(shown, sign(expiryMs, address, bytes(in)));
        return ours && isCurrent(expiryMs) ? FIXED_BYTES : INVALID;
    }

    @Override
    public int maxTokenLength() {
        return FIXED_BYTES + MAX_CONNECTION_ID_BYTES;
    }

    private boolean isCurrent(long expiryMs) {
        long leftMs = expiryMs - clockMs.getAsLong();
        return leftMs > 0 && leftMs <= lifetimeMs;
    }

    private byte[] sign(long expiryMs, InetSocketAddress address, byte[] originalId) {
        ByteBuffer input =
                ByteBuffer.allocate(
                        Long.BYTES + Short.BYTES + 1 + MAX_ADDRESS_BYTES + MAX_CONNECTION_ID_BYTES);
        byte[] host = address.getAddress().getAddress();
        input.putLong(expiryMs)
                .putShort((short) address.getPort())
                .put((byte) host.length)
                .put(host)
                .put(originalId);
        return hash.of(input.flip());
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] copy = new byte[buffer.readableBytes()];
        buffer.getBytes(buffer.readerIndex(), copy);
        return copy;
    }
}
