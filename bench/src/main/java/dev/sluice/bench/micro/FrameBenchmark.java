package dev.sluice.bench.micro;

import dev.sluice.streaming.proto.SliceHeader;
import dev.sluice.streaming.wire.FrameDecoder;
import dev.sluice.streaming.wire.FrameLayout;
import dev.sluice.streaming.wire.FrameSink;
import dev.sluice.streaming.wire.FrameType;
import dev.sluice.streaming.wire.SliceFrame;
import dev.sluice.streaming.wire.WireException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The frame of a slice: its headers written; 256 KiB of it cut out of a stream and taken apart. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameBenchmark {
    private static final int CIPHER_BYTES = (1 << 18) + 16;

    private final byte[] header = SliceHeader.newBuilder().setIndex(4_711).build().toByteArray();
    private final int payload = SliceFrame.payloadBytes(header.length, CIPHER_BYTES);
    private final ByteBuffer out = ByteBuffer.allocate(FrameLayout.HEADER_BYTES + payload);
    private final byte[] buffer = new byte[payload];
    private final ByteBuffer stream;
    private int cut;
    private final FrameDecoder decoder =
            new FrameDecoder(
                    new FrameSink() {
                        @Override
                        public byte[] bufferFor(FrameType type, int payloadBytes) {
                            return buffer;
                        }

                        @Override
                        public void onFrame(FrameType type, byte[] frame, int length) {
                            cut += length;
                        }
                    });

    public FrameBenchmark() {
        write();
        stream = ByteBuffer.allocate(out.capacity());
    }

    /** What precedes the ciphertext. */
    @Benchmark
    public ByteBuffer write() {
        out.clear();
        FrameLayout.writeHeader(out, FrameType.SLICE, payload);
        SliceFrame.writeHeader(out, header);
        return out;
    }

    @Benchmark
    public SliceFrame read() throws WireException {
        write();
        stream.clear();
        stream.put(0, out, 0, out.position());
        decoder.feed(stream);
        if (cut != payload) throw new IllegalStateException("cut " + cut);
        cut = 0;
        return SliceFrame.parse(buffer, payload);
    }
}
