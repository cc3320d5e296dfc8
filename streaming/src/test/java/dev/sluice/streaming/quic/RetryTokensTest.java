package dev.sluice.streaming.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RetryTokensTest {
    private static final int REFUSED = -1;

    private final AtomicLong nowMs = new AtomicLong(1_000);
    private final RetryTokens tokens = new RetryTokens(new SecureRandom(), nowMs::get, 10_000);
    private final byte[] originalId = {1, 2, 3, 4, 5, 6, 7, 8};

    @Test
    void aTokenIsGoodForItsAddressAndNamesTheOriginalId() throws UnknownHostException {
        byte[] token = token(address(1, 4_000));
        int offset = validate(token, address(1, 4_000));
        assertEquals(40, offset);
        assertEquals(
                ByteBuffer.wrap(originalId),
                ByteBuffer.wrap(token, offset, token.length - offset).slice());
    }

    @Test
    void aTokenOfAnotherAddressOrPortIsRefused() throws UnknownHostException {
        byte[] token = token(address(1, 4_000));
        assertEquals(REFUSED, validate(token, address(2, 4_000)));
        assertEquals(REFUSED, validate(token, address(1, 4_001)));
        byte[] v6 = new byte[16];
        v6[0] = 1;
        assertEquals(
                REFUSED,
                validate(token, new InetSocketAddress(InetAddress.getByAddress(v6), 4_000)));
    }

    @Test
    void aTokenExpires() throws UnknownHostException {
        byte[] token = token(address(1, 4_000));
        nowMs.addAndGet(9_999);
        assertNotEquals(REFUSED, validate(token, address(1, 4_000)));
        nowMs.addAndGet(1);
        assertEquals(REFUSED, validate(token, address(1, 4_000)));
    }

    @Test
    void aTokenOfAnotherNodeIsRefused() throws UnknownHostException {
        RetryTokens other = new RetryTokens(new SecureRandom(), nowMs::get, 10_000);
        byte[] token = token(address(1, 4_000));
        assertEquals(
                REFUSED, other.validateToken(Unpooled.wrappedBuffer(token), address(1, 4_000)));
    }

    @Test
    void everyFlippedBitIsRefused() throws UnknownHostException {
        byte[] token = token(address(1, 4_000));
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] forged = token.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(REFUSED, validate(forged, address(1, 4_000)), "bit " + bit);
        }
    }

    /** F10: 100,000 forged tokens, 0 validated. */
    @Test
    void noneOfAHundredThousandForgedTokensIsValidated() throws UnknownHostException {
        Random random = new Random(17);
        byte[] honest = token(address(1, 4_000));
        int validated = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] forged = i % 2 == 0 ? new byte[random.nextInt(80)] : honest.clone();
            if (i % 2 == 0) {
                random.nextBytes(forged);
            } else {
                forged[random.nextInt(forged.length)] ^= (byte) (1 + random.nextInt(255));
            }
            validated += validate(forged, address(1, 4_000)) == REFUSED ? 0 : 1;
        }
        assertEquals(0, validated);
    }

    @Test
    void idsAndResetTokensAreKeyedApart() {
        ByteBuffer input = ByteBuffer.wrap(originalId);
        SecureRandom random = new SecureRandom();
        ConnectionIds ids = new ConnectionIds(random);
        assertEquals(ids.newId(input, 20), ids.newId(input, 20));
        assertNotEquals(ids.newId(input, 20), new ConnectionIds(random).newId(input, 20));
        assertNotEquals(ids.newId(input, 16), new ResetTokens(random).newResetToken(input));
        assertEquals(16, new ResetTokens(random).newResetToken(input).remaining());
        assertEquals(originalId.length, input.remaining());
    }

    private byte[] token(InetSocketAddress address) {
        ByteBuf out = Unpooled.buffer(tokens.maxTokenLength());
        tokens.writeToken(out, Unpooled.wrappedBuffer(originalId), address);
        byte[] token = new byte[out.readableBytes()];
        out.readBytes(token);
        return token;
    }

    private int validate(byte[] token, InetSocketAddress address) {
        return tokens.validateToken(Unpooled.wrappedBuffer(token), address);
    }

    private static InetSocketAddress address(int last, int port) throws UnknownHostException {
        return new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last}), port);
    }
}
