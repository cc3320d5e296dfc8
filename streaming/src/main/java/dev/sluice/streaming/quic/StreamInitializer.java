package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.ErrorCode;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.incubator.codec.quic.QuicStreamChannel;
import java.util.function.Consumer;

/** Runs a setup on each new stream channel, before its first event. */
@ChannelHandler.Sharable
final class StreamInitializer extends ChannelInitializer<QuicStreamChannel> {
    private final Consumer<QuicStreamChannel> setup;

    private StreamInitializer(Consumer<QuicStreamChannel> setup) {
        this.setup = setup;
    }

    static StreamInitializer of(Consumer<QuicStreamChannel> setup) {
        return new StreamInitializer(setup);
    }

    /** Hands each stream that a peer opens to its connection. */
    static StreamInitializer incoming() {
        return new StreamInitializer(
                stream -> {
                    QuicPeerConnection connection =
                            stream.parent().attr(NodeContext.CONNECTION).get();
                    if (connection == null) {
                        Unheeded.result(stream.shutdown(ErrorCode.PROTOCOL));
                    } else {
                        connection.accept(stream);
                    }
                });
    }

    @Override
    protected void initChannel(QuicStreamChannel channel) {
        setup.accept(channel);
    }
}
