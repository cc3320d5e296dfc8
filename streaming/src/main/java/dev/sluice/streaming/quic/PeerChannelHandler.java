package dev.sluice.streaming.quic;

import dev.sluice.streaming.wire.ErrorCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.incubator.codec.quic.QuicConnectionCloseEvent;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Turns the codec's events of one connection, in either direction, into a {@link
 * QuicPeerConnection}.
 *
 * <p>Owned by the connection's event loop.
 */
final class PeerChannelHandler extends ChannelInboundHandlerAdapter {
    private final NodeContext node;
    private final @Nullable Pin pin;
    private @Nullable QuicPeerConnection connection;
    private String reason = "idle timeout";

    private PeerChannelHandler(NodeContext node, @Nullable Pin pin) {
        this.node = node;
        this.pin = pin;
    }

    static PeerChannelHandler accepted(NodeContext node) {
        return new PeerChannelHandler(node, null);
    }

    static PeerChannelHandler dialled(NodeContext node, Pin pin) {
        return new PeerChannelHandler(node, pin);
    }

    /** The peer's id is known from here on. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        QuicChannel channel = (QuicChannel) context.channel();
        try {
            byte[] peerId = PeerCertificates.checkedPeerId(chain(channel));
            if (pin != null && !pin.check(peerId)) {
                throw new CertificateException("not the peer that was dialled");
            }
            begin(channel, peerId);
        } catch (CertificateException | SSLPeerUnverifiedException e) {
            Unheeded.result(
                    channel.close(
                            true,
                            ErrorCode.PROTOCOL,
                            CloseReason.toBytes("certificate: " + e.getMessage())));
        }
        context.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof QuicConnectionCloseEvent close) {
            reason = CloseReason.of(close);
            if (connection != null) {
                connection.noteReason(reason);
            }
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (connection != null) {
            boolean timedOut = ((QuicChannel) context.channel()).isTimedOut();
            connection.channelClosed(timedOut ? "idle timeout" : reason);
        }
        context.fireChannelInactive();
    }

    @Override
    @SuppressWarnings("deprecation")
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        reason = "transport: " + cause.getMessage();
        // Later, because the codec may be in the middle of sending, where a close goes out to
        // nobody.
        context.executor().execute(() -> Unheeded.result(context.close()));
    }

    private void begin(QuicChannel channel, byte[] peerId) {
        QuicPeerConnection begun = new QuicPeerConnection(channel, peerId, pin != null, node);
        connection = begun;
        channel.attr(NodeContext.CONNECTION).set(begun);
        node.connected(begun);
    }

    private static X509Certificate[] chain(QuicChannel channel) throws SSLPeerUnverifiedException {
        var engine = channel.sslEngine();
        if (engine == null) {
            throw new SSLPeerUnverifiedException("no handshake");
        }
        Certificate[] chain = engine.getSession().getPeerCertificates();
        return Arrays.copyOf(chain, chain.length, X509Certificate[].class);
    }
}
