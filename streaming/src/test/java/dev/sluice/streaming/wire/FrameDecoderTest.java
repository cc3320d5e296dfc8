package dev.sluice.streaming.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FrameDecoderTest {
    private final Recorder recorder = new Recorder();
    private final FrameDecoder decoder = new FrameDecoder(recorder);

    @Test
    void framesArriveWholeWhateverThePieces() throws WireException {
        for (long seed = 1; seed <= 200; seed++) {
            recorder.clear();
            Random random = new Random(seed);
            List<byte[]> sent = new ArrayList<>();
            ByteBuffer stream = ByteBuffer.allocate(64 * 1024);
            for (int i = 0; i < 20; i++) {
                byte[] payload = new byte[random.nextInt(1_025)];
                random.nextBytes(payload);
                sent.add(payload);
                write(stream, FrameType.REFUSED, payload);
            }
            feedInPieces(stream.flip(), random);
            assertEquals(20, recorder.payloads.size(), "SLUICE_SEED=" + seed);
            for (int i = 0; i < 20; i++) {
                assertArrayEquals(sent.get(i), recorder.payloads.get(i), "SLUICE_SEED=" + seed);
            }
        }
    }

    @Test
    void theLargestPayloadOfEachTypePassesAndOneMoreByteDoesNot() throws WireException {
        for (FrameType type : FrameType.values()) {
            Recorder own = new Recorder();
            ByteBuffer frame =
                    ByteBuffer.allocate(FrameLayout.HEADER_BYTES + type.maxPayloadBytes());
            write(frame, type, new byte[type.maxPayloadBytes()]);
            new FrameDecoder(own).feed(frame.flip());
            assertEquals(type == FrameType.END ? List.of() : List.of(type), own.types);

            Recorder none = new Recorder();
            ByteBuffer tooLong = header(type.maxPayloadBytes() + 2, type.code());
            WireException e =
                    assertThrows(WireException.class, () -> new FrameDecoder(none).feed(tooLong));
            assertEquals(0, none.buffersAsked, "memory was asked for before the cap was checked");
            assertTrue(e.toString().contains("at most " + type.maxPayloadBytes()), e.toString());
        }
    }

    @Test
    void lengthsBeyondTwoGigabytesAreOversizeNotNegative() {
        ByteBuffer frame = header(0xffff_ffff, FrameType.SLICE.code());
        assertThrows(WireException.class, () -> decoder.feed(frame));
        assertEquals(0, recorder.buffersAsked);
    }

    @Test
    void unknownTypesAndEmptyFramesAreErrors() {
        for (int code : new int[] {0, FrameType.values().length + 1, 127, 128, 255}) {
            assertThrows(
                    WireException.class, () -> new FrameDecoder(recorder).feed(header(1, code)));
        }
        assertThrows(WireException.class, () -> decoder.feed(header(0, FrameType.BYE.code())));
    }

    @Test
    void anEndInsideAFrameIsAnErrorAtEveryByte() throws WireException {
        ByteBuffer frame = ByteBuffer.allocate(FrameLayout.HEADER_BYTES + 3);
        write(frame, FrameType.BYE, new byte[3]);
        for (int cut = 0; cut <= frame.capacity(); cut++) {
            FrameDecoder fresh = new FrameDecoder(recorder);
            fresh.feed(frame.duplicate().clear().limit(cut));
            if (cut == 0 || cut == frame.capacity()) {
                fresh.finish();
            } else {
                assertTrue(fresh.insideFrame());
                assertThrows(WireException.class, fresh::finish);
            }
        }
    }

    @Test
    void nothingFollowsTheLastFrame() throws WireException {
        ByteBuffer frames = ByteBuffer.allocate(64);
        write(frames, FrameType.BYE, new byte[1]);
        write(frames, FrameType.END, new byte[0]);
        decoder.feed(frames.flip());
        assertEquals(List.of(FrameType.BYE), recorder.types);
        decoder.finish();
        ByteBuffer more = ByteBuffer.allocate(1);
        WireException e = assertThrows(WireException.class, () -> decoder.feed(more));
        assertTrue(e.toString().contains("1 bytes after END, at most 0"), e.toString());
    }

    @Test
    void aStoppedDecoderDeliversNothingMore() throws WireException {
        ByteBuffer frames = ByteBuffer.allocate(64);
        write(frames, FrameType.BYE, new byte[1]);
        write(frames, FrameType.BYE, new byte[2]);
        recorder.onFirst = decoder::stop;
        decoder.feed(frames.flip());
        assertEquals(1, recorder.payloads.size());
    }

    private void feedInPieces(ByteBuffer stream, Random random) throws WireException {
        while (stream.hasRemaining()) {
            int bytes = Math.min(stream.remaining(), 1 + random.nextInt(300));
            decoder.feed(stream.slice(stream.position(), bytes));
            stream.position(stream.position() + bytes);
        }
    }

    private static void write(ByteBuffer target, FrameType type, byte[] payload) {
        FrameLayout.writeHeader(target, type, payload.length);
        target.put(payload);
    }

    private static ByteBuffer header(int length, int code) {
        return ByteBuffer.allocate(5).putInt(length).put((byte) code).flip();
    }

    private static final class Recorder implements FrameSink {
        private final List<FrameType> types = new ArrayList<>();
        private final List<byte[]> payloads = new ArrayList<>();
        private int buffersAsked;
        private Runnable onFirst = () -> {};

        @Override
        public byte[] bufferFor(FrameType type, int payloadBytes) {
            buffersAsked++;
            return new byte[payloadBytes + 7];
        }

        @Override
        public void onFrame(FrameType type, byte[] buffer, int length) {
            types.add(type);
            payloads.add(Arrays.copyOf(buffer, length));
            onFirst.run();
        }

        void clear() {
            types.clear();
            payloads.clear();
        }
    }
}
