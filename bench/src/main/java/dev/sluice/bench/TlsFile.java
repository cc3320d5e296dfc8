package dev.sluice.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * What everybody has: a file over TLS 1.3 on TCP, with the JDK's own sockets. For each connection
 * the whole file, once.
 */
final class TlsFile {
    private static final int CHUNK = 64 << 10;
    private static final char[] PASSWORD = "bench-only".toCharArray();

    private TlsFile() {}

    /** Makes a key of its own in the directory, and serves until the process ends. */
    static int serve(Path directory, Path file) throws Exception {
        Path keys = directory.resolve("tls.p12");
        makeKey(keys);
        SSLServerSocket server =
                (SSLServerSocket) context(keys).getServerSocketFactory().createServerSocket();
        server.setEnabledProtocols(new String[] {"TLSv1.3"});
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().name("tls-server").start(() -> accept(server, file));
        return server.getLocalPort();
    }

    private static void accept(SSLServerSocket server, Path file) {
        while (true)
            try (Socket peer = server.accept();
                    FileChannel in = FileChannel.open(file)) {
                send(in, peer.getOutputStream());
            } catch (IOException e) {
                System.err.println("tls: " + e);
            }
    }

    private static void send(FileChannel in, OutputStream out) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (in.read(chunk.clear()) > 0) out.write(chunk.array(), 0, chunk.position());
    }

    /** Takes so many bytes and drops them. */
    static void fetch(Path directory, int port, long bytes) throws Exception {
        SSLContext context = context(directory.resolve("tls.p12"));
        try (Socket peer =
                context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            drop(peer.getInputStream(), bytes);
        }
    }

    private static void drop(InputStream in, long bytes) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (long left = bytes; left > 0; ) {
            int read = in.read(chunk);
            if (read < 0) throw new IOException(left + " bytes are missing");
            left -= read;
        }
    }

    private static void makeKey(Path keys) throws IOException, InterruptedException {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                String.valueOf(PASSWORD),
                                "-keystore",
                                keys.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0)
            throw new IOException("keytool made no key");
    }

    private static SSLContext context(Path keys) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory own =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, PASSWORD);
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted(store));
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore trusted(KeyStore own) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("peer", own.getCertificate("mykey"));
        return store;
    }
}
