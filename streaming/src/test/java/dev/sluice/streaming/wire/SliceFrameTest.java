package dev.sluice.streaming.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.sluice.streaming.proto.SliceHeader;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class SliceFrameTest {
    private static final SliceHeader HEADER =
            SliceHeader.newBuilder()
                    .setContent(ByteString.copyFrom(new byte[32]))
                    .setIndex(7)
                    .build();

    @Test
    void aPayloadComesApartAsItWasPutTogether() throws WireException {
        byte[] header = HEADER.toByteArray();
        int length = SliceFrame.payloadBytes(header.length, 1_000);
        ByteBuffer payload = ByteBuffer.allocate(length + 50);
        SliceFrame.writeHeader(payload, header);
        SliceFrame parsed = SliceFrame.parse(payload.array(), length);
        assertEquals(HEADER, parsed.header());
        assertEquals(4 + header.length, parsed.ciphertextOffset());
        assertEquals(1_000, parsed.ciphertextBytes());
    }

    @Test
    void headersThatLieAboutTheirLengthAreErrors() {
        for (int claimed : new int[] {-1, 5, SliceFrame.MAX_HEADER_BYTES + 1, Integer.MIN_VALUE}) {
            byte[] payload = ByteBuffer.allocate(8).putInt(claimed).array();
            assertThrows(
                    WireException.class, () -> SliceFrame.parse(payload, 8), "claimed " + claimed);
        }
        assertThrows(WireException.class, () -> SliceFrame.parse(new byte[3], 3));
    }

    @Test
    void aHeaderThatDoesNotParseIsAnError() {
        byte[] payload = ByteBuffer.allocate(8).putInt(4).putInt(-1).array();
        assertThrows(WireException.class, () -> SliceFrame.parse(payload, 8));
    }
}
