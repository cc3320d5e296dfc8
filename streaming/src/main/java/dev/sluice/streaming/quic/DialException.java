package dev.sluice.streaming.quic;

import java.io.IOException;
import java.io.Serial;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Why a connection could not be made; the subclass is the kind. */
public abstract sealed class DialException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    DialException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * The peer, or the handshake with it, said no: an unacceptable certificate, a limit. In TLS 1.3
     * a peer may say so only after the dialler is connected; then the connection closes at once
     * with the reason. A peer that speaks another protocol stays silent, which is {@link TimedOut}.
     */
    public static final class Refused extends DialException {
        @Serial private static final long serialVersionUID = 1;

        Refused(InetSocketAddress address, String why, @Nullable Throwable cause) {
            super(address + " refused: " + why, cause);
        }
    }

    /** Nobody answered in time. */
    public static final class TimedOut extends DialException {
        @Serial private static final long serialVersionUID = 1;

        TimedOut(InetSocketAddress address, long timeoutMs) {
            super(address + " did not answer within " + timeoutMs + " ms", null);
        }
    }

    /** Somebody else answered: the handshake was broken off before anything was said. */
    public static final class WrongPeer extends DialException {
        @Serial private static final long serialVersionUID = 1;
        private final byte[] expected;
        private final byte[] actual;

        WrongPeer(InetSocketAddress address, byte[] expected, byte[] actual) {
            super(address + " is peer " + hex(actual) + ", expected " + hex(expected), null);
            this.expected = expected.clone();
            this.actual = actual.clone();
        }

        /** The id that was dialled. */
        public byte[] expected() {
            return expected.clone();
        }

        /** The id that answered. */
        public byte[] actual() {
            return actual.clone();
        }

        private static String hex(byte[] id) {
            return HexFormat.of().formatHex(id);
        }
    }

    /** This node is closed or closing. */
    public static final class NodeClosed extends DialException {
        @Serial private static final long serialVersionUID = 1;

        NodeClosed(InetSocketAddress address) {
            super("cannot dial " + address + ": this node is closed", null);
        }
    }
}
