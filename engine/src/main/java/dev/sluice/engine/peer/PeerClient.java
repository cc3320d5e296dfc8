package dev.sluice.engine.peer;

import com.google.protobuf.ByteString;
import dev.sluice.engine.wire.Messages;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.rules.Refused;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.proto.ChannelAttach;
import dev.sluice.streaming.proto.ChannelAttached;
import dev.sluice.streaming.proto.DelegationAnswer;
import dev.sluice.streaming.proto.DelegationRequest;
import dev.sluice.streaming.proto.GrantAnswer;
import dev.sluice.streaming.proto.GrantRequest;
import dev.sluice.streaming.proto.Hello;
import dev.sluice.streaming.proto.ManifestAnswer;
import dev.sluice.streaming.proto.ManifestRequest;
import dev.sluice.streaming.proto.ReleaseRequest;
import dev.sluice.streaming.proto.Released;
import dev.sluice.streaming.proto.RevocationsAnswer;
import dev.sluice.streaming.proto.RevocationsRequest;
import dev.sluice.streaming.proto.SignedDelegation;
import dev.sluice.streaming.proto.SignedRevocations;
import dev.sluice.streaming.proto.SignedTransfer;
import dev.sluice.streaming.quic.PeerConnection;
import dev.sluice.streaming.quic.PeerStream;
import dev.sluice.streaming.quic.QuicNode;
import dev.sluice.streaming.quic.StreamHandler;
import dev.sluice.streaming.text.PeerAddress;
import dev.sluice.streaming.wire.ErrorCode;
import dev.sluice.streaming.wire.FrameType;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A connection to one peer, asked one thing at a time on its control stream.
 *
 * <p>Blocks its caller, so it belongs on a virtual thread; any thread may call. Failures are {@link
 * IOException} (the peer cannot be reached or broke the protocol) or {@link RefusedException}.
 */
public final class PeerClient implements AutoCloseable {
    public static final int WIRE_VERSION = 1;
    private static final long CONNECT_MS = 6_000;
    private static final long ANSWER_MS = 10_000;
    private static final long LEDGER_ANSWER_MS = 60_000;
    private static final int CONTROL_URGENCY = 0;

    private final PeerAddress address;
    private final PeerConnection connection;
    private final ControlStream answers;
    private final PeerStream control;
    private final Hello hello;
    private final Consumer<PeerClient> home;
    private final Queue<PeerStream> streams = new ConcurrentLinkedQueue<>();
    private volatile long heardNs;
    private volatile boolean doubtful;
    private volatile boolean dropped;

    private PeerClient(PeerAddress address, PeerConnection connection, Consumer<PeerClient> home)
            throws IOException, RefusedException {
        this.address = address;
        this.home = home;
        this.connection = connection;
        this.answers = new ControlStream();
        this.control = get(connection.openStream(answers, CONTROL_URGENCY), ANSWER_MS);
        this.hello = greet();
    }

    public static PeerClient connect(QuicNode node, PeerAddress address)
            throws IOException, RefusedException {
        return connect(node, address, PeerClient::drop);
    }

    /** {@code home} is given the connection when it is closed. */
    static PeerClient connect(QuicNode node, PeerAddress address, Consumer<PeerClient> home)
            throws IOException, RefusedException {
        PeerConnection connection =
                get(node.connect(address.toSocketAddress(), address.peer().toBytes()), CONNECT_MS);
        try {
            return new PeerClient(address, connection, home);
        } catch (IOException | RefusedException | RuntimeException e) {
            connection.close("no greeting");
            throw e;
        }
    }

    private static <T> T get(CompletableFuture<T> future, long timeoutMs) throws IOException {
        try {
            return future.get(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + timeoutMs + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Says hello again: also what keeps a quiet connection alive. */
    public Hello greet() throws IOException, RefusedException {
        byte[] request = Hello.newBuilder().setWireVersion(WIRE_VERSION).build().toByteArray();
        byte[] answer = ask(FrameType.HELLO, request, FrameType.HELLO, ANSWER_MS);
        return Messages.parse(Hello.parser(), answer, answer.length);
    }

    public PeerAddress address() {
        return address;
    }

    public Hello hello() {
        return hello;
    }

    public boolean isOpen() {
        return connection.isOpen();
    }

    /** See {@link PeerConnection#roundTripNs}. */
    public CompletableFuture<Long> roundTripNs() {
        return connection.roundTripNs();
    }

    /** The signed manifest's bytes; not verified. */
    public byte[] manifest(ContentId content) throws IOException, RefusedException {
        byte[] request =
                ManifestRequest.newBuilder()
                        .setContent(ByteString.copyFrom(content.digest()))
                        .build()
                        .toByteArray();
        byte[] answer = ask(FrameType.MANIFEST_REQUEST, request, FrameType.MANIFEST, ANSWER_MS);
        return Messages.parse(ManifestAnswer.parser(), answer, answer.length)
                .getManifest()
                .toByteArray();
    }

    /** By what right the peer sells a work's keys; not verified. */
    public SignedDelegation delegation(ContentId content) throws IOException, RefusedException {
        byte[] request =
                DelegationRequest.newBuilder()
                        .setContent(ByteString.copyFrom(content.digest()))
                        .build()
                        .toByteArray();
        byte[] answer = ask(FrameType.DELEGATION_REQUEST, request, FrameType.DELEGATION, ANSWER_MS);
        return Messages.parse(DelegationAnswer.parser(), answer, answer.length).getDelegation();
    }

    /** A grant of keys that a channel has bought, as it was signed; not verified. */
    public byte[] grant(GrantRequest request) throws IOException, RefusedException {
        return granted(FrameType.GRANT_REQUEST, request.toByteArray());
    }

    /** The grant that takes the place of one that is passed on; not verified. */
    public byte[] transfer(SignedTransfer request) throws IOException, RefusedException {
        return granted(FrameType.GRANT_TRANSFER, request.toByteArray());
    }

    /** What the creator of that work serves no more; not verified. */
    public SignedRevocations revocations(ContentId content) throws IOException, RefusedException {
        byte[] request =
                RevocationsRequest.newBuilder()
                        .setContent(ByteString.copyFrom(content.digest()))
                        .build()
                        .toByteArray();
        byte[] answer =
                ask(FrameType.REVOCATIONS_REQUEST, request, FrameType.REVOCATIONS, ANSWER_MS);
        return Messages.parse(RevocationsAnswer.parser(), answer, answer.length).getRevocations();
    }

    private byte[] granted(FrameType type, byte[] request) throws IOException, RefusedException {
        byte[] answer = ask(type, request, FrameType.GRANT, ANSWER_MS);
        return Messages.parse(GrantAnswer.parser(), answer, answer.length).getGrant().toByteArray();
    }

    public ChannelAttached attach(ChannelAttach channel) throws IOException, RefusedException {
        byte[] answer =
                ask(
                        FrameType.CHANNEL_ATTACH,
                        channel.toByteArray(),
                        FrameType.CHANNEL_ATTACHED,
                        ANSWER_MS);
        return Messages.parse(ChannelAttached.parser(), answer, answer.length);
    }

    /** Asks the payee to claim and to release; it waits for the chain. */
    public Released release(ChannelId channel, Signature proof)
            throws IOException, RefusedException {
        byte[] request =
                ReleaseRequest.newBuilder()
                        .setChannel(ByteString.copyFrom(channel.toBytes()))
                        .setProof(ByteString.copyFrom(proof.toBytes()))
                        .build()
                        .toByteArray();
        byte[] answer =
                ask(FrameType.RELEASE_REQUEST, request, FrameType.RELEASED, LEDGER_ANSWER_MS);
        return Messages.parse(Released.parser(), answer, answer.length);
    }

    /** A stream of its own, for slices or keys. */
    public PeerStream openStream(StreamHandler handler, int urgency) throws IOException {
        return await(beginStream(handler, urgency));
    }

    /** The same, without waiting for it. */
    public CompletableFuture<PeerStream> beginStream(StreamHandler handler, int urgency) {
        streams.removeIf(stream -> !stream.isOpen());
        return connection
                .openStream(handler, urgency)
                .thenApply(
                        stream -> {
                            streams.add(stream);
                            return stream;
                        });
    }

    public PeerStream await(CompletableFuture<PeerStream> opening) throws IOException {
        return get(opening, ANSWER_MS);
    }

    /** Ends a stream in both directions, at once: nothing more is delivered or sent. */
    public void end(PeerStream stream) {
        stream.cancel(ErrorCode.CANCELLED);
        streams.remove(stream);
    }

    private byte[] ask(FrameType type, byte[] request, FrameType expected, long timeoutMs)
            throws IOException, RefusedException {
        try {
            byte[] answer = answers.ask(control, type, request, expected, timeoutMs);
            heardNs = System.nanoTime();
            return answer;
        } catch (IOException e) {
            doubtful = true; // an answer that comes late would be taken for that to the next
            throw e;
        }
    }

    /** When the peer last answered, in {@link System#nanoTime}. */
    long heardNs() {
        return heardNs;
    }

    /** Whether another may use it: it is open, silent on no question, and no stream is left. */
    boolean isFree() {
        return isOpen() && !dropped && !doubtful && streams.stream().noneMatch(PeerStream::isOpen);
    }

    /** A refusal that came on another stream, as this class throws it. */
    public static RefusedException refused(Refused why) {
        return new RefusedException(why);
    }

    /** Ends the connection, or gives it back to the pool that it came from. */
    @Override
    public void close() {
        home.accept(this);
    }

    /** Ends the connection in any case. */
    public void drop() {
        dropped = true;
        connection.close("done");
    }
}
