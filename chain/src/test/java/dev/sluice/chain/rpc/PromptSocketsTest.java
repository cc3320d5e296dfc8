package dev.sluice.chain.rpc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

final class PromptSocketsTest {
    @Test
    void noSocketHoldsTheEndOfARequestBack() throws Exception {
        PromptSockets sockets = new PromptSockets();
        InetAddress here = InetAddress.getLoopbackAddress();
        String name = here.getHostAddress();
        try (ServerSocket server = new ServerSocket(0, 8, here);
                Socket unconnected = sockets.createSocket();
                Socket byName = sockets.createSocket(name, server.getLocalPort());
                Socket byAddress = sockets.createSocket(here, server.getLocalPort());
                Socket fromName = sockets.createSocket(name, server.getLocalPort(), here, 0);
                Socket fromAddress = sockets.createSocket(here, server.getLocalPort(), here, 0)) {
            for (Socket socket : new Socket[] {unconnected, byName, byAddress, fromName})
                assertTrue(socket.getTcpNoDelay());
            assertTrue(fromAddress.getTcpNoDelay());
        }
    }
}
