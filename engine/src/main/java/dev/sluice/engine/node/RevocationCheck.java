package dev.sluice.engine.node;

import dev.sluice.engine.grant.RevocationBox;
import dev.sluice.engine.peer.PeerClient;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.wire.MalformedMessage;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.Revocations;
import dev.sluice.streaming.proto.SignedRevocations;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The serials that a creator serves no more, as far as this home can know: asked of the creator's
 * node when it answers soon, else the newest list that was kept. Blocks its caller for {@link
 * #WAIT_MS} at most.
 */
public final class RevocationCheck {
    /** A creator that is away must not hold up whoever holds its grant. */
    public static final long WAIT_MS = 2_000;

    private final PeerLookup lookup;
    private final RevocationBox box;

    /** {@code box} belongs to a home whose lock the caller holds. */
    public RevocationCheck(PeerLookup lookup, RevocationBox box) {
        this.lookup = lookup;
        this.box = box;
    }

    /**
     * What is known now.
     *
     * @param given when the creator gave it, seconds since 1970; empty when it never gave one
     * @param fault why the creator's list of today is not it; empty when it is
     */
    public record Known(Revocations list, OptionalLong given, String fault) {}

    /** Asks the creator at that address; {@code nowSeconds} since 1970. */
    public Known ask(Manifest manifest, PeerAddress creator, long nowSeconds)
            throws IOException, GrantException {
        Bytes key = manifest.core().creator();
        String fault = "";
        try {
            var _ = box.take(fetch(manifest.id(), creator), key, nowSeconds);
        } catch (GrantException e) {
            fault = "its list is not taken: " + e.getMessage();
        } catch (UnansweredException e) {
            fault = String.valueOf(e.getMessage());
        }
        return new Known(box.newest(key), box.given(key), fault);
    }

    private static final class UnansweredException extends Exception {
        private static final long serialVersionUID = 1;

        UnansweredException(String why) {
            super(why);
        }
    }

    private SignedRevocations fetch(ContentId content, PeerAddress creator)
            throws UnansweredException {
        CompletableFuture<SignedRevocations> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("revocations")
                .start(
                        () -> {
                            try (PeerClient client = lookup.connect(creator)) {
                                answer.complete(client.revocations(content));
                            } catch (IOException
                                    | RefusedException
                                    | MalformedMessage
                                    | IllegalStateException e) {
                                answer.completeExceptionally(e);
                            }
                        });
        try {
            return answer.get(WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new UnansweredException(creator + " does not answer: " + e.getMessage());
        } catch (TimeoutException e) {
            throw new UnansweredException(creator + " does not answer within " + WAIT_MS + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnansweredException("interrupted");
        }
    }
}
