package dev.sluice.engine.node;

import dev.sluice.engine.grant.GrantBook;
import dev.sluice.engine.grant.KeyAuthority;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.wire.MalformedMessage;
import dev.sluice.engine.wire.Messages;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.Holder;
import dev.sluice.streaming.grant.Transfer;
import dev.sluice.streaming.proto.DelegationAnswer;
import dev.sluice.streaming.proto.DelegationRequest;
import dev.sluice.streaming.proto.GrantAnswer;
import dev.sluice.streaming.proto.GrantHolder;
import dev.sluice.streaming.proto.GrantRequest;
import dev.sluice.streaming.proto.RevocationsAnswer;
import dev.sluice.streaming.proto.RevocationsRequest;
import dev.sluice.streaming.proto.SignedGrant;
import dev.sluice.streaming.proto.SignedTransfer;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.wire.FrameType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a serving node answers about papers: the delegation by which it sells keys, and the grants
 * of own works. Called on the streams' event loops; what waits for the disk runs elsewhere.
 */
final class PaperDesk {
    private final ServingDesk desk;

    PaperDesk(ServingDesk desk) {
        this.desk = desk;
    }

    void handle(FrameType type, byte[] buffer, int length, ServingStream stream) {
        switch (type) {
            case DELEGATION_REQUEST ->
                    delegation(Messages.parse(DelegationRequest.parser(), buffer, length), stream);
            case GRANT_REQUEST ->
                    grant(Messages.parse(GrantRequest.parser(), buffer, length), stream);
            case GRANT_TRANSFER ->
                    transfer(Messages.parse(SignedTransfer.parser(), buffer, length), stream);
            case REVOCATIONS_REQUEST ->
                    revocations(
                            Messages.parse(RevocationsRequest.parser(), buffer, length), stream);
            default -> throw new MalformedMessage("a frame of type " + type + " asks nothing");
        }
    }

    private void delegation(DelegationRequest request, ServingStream stream) {
        Bytes32 content = Messages.bytes32(request.getContent());
        ShelfItem item = desk.shelf().find(content);
        KeyAuthority.Right right = item == null ? null : item.right();
        if (right == null || right.signed() == null)
            stream.refuse(
                    Refused.of(Reason.UNKNOWN_CONTENT, "a delegation for that content", "none"),
                    content,
                    0);
        else
            stream.send(
                    FrameType.DELEGATION,
                    DelegationAnswer.newBuilder().setDelegation(right.signed()).build());
    }

    /** For keys that the channel has bought; to whom may spend from it. */
    private void grant(GrantRequest request, ServingStream stream) {
        Bytes32 content = Messages.bytes32(request.getContent());
        ChannelId channel = new ChannelId(Messages.bytes32(request.getChannel()));
        ShelfItem item = creators(content, stream);
        if (item == null) return;
        answer(content, stream, book -> issue(book, item, channel, request, stream));
    }

    private SignedGrant issue(
            GrantBook book,
            ShelfItem item,
            ChannelId channel,
            GrantRequest request,
            ServingStream stream)
            throws IOException, GrantException, RefusedException {
        long first = request.getFirst();
        long count = request.getCount();
        long slices = item.tree().geometry().slices();
        if (first < 0 || count < 1 || first >= slices || count > slices - first)
            throw denied(Denied.Kind.OUT_OF_RANGE, "below " + slices, first + "+" + count);
        if (!desk.maySpend(channel, stream, request.getProof()))
            throw denied(Denied.Kind.BAD_SIGNATURE, "this peer's right to spend", "none");
        ContentId id = item.stored().id();
        Amount missing = desk.missing(item, channel, first, count);
        if (!missing.isZero() && !book.hasGranted(channel.toString(), id, first, count))
            throw new RefusedException(unpaid(missing));
        return book.issue(
                channel.toString(),
                id,
                first,
                count,
                () -> item.seeds(first, count),
                holder(request.getHolder()),
                now());
    }

    private static Refused unpaid(Amount missing) {
        return new Refused(
                Reason.CREDIT_EXHAUSTED,
                "keys that were bought on the channel",
                missing + " to be paid for the rest",
                missing);
    }

    private static Holder holder(GrantHolder message) throws GrantException {
        try {
            return new Holder(
                    Bytes.of(message.getSealing().toByteArray()),
                    Bytes.of(message.getSigning().toByteArray()));
        } catch (IllegalArgumentException e) {
            throw denied(Denied.Kind.MALFORMED, "a holder", String.valueOf(e.getMessage()));
        }
    }

    private void transfer(SignedTransfer signed, ServingStream stream) {
        try {
            Bytes32 content = Bytes32.of(Transfer.unverified(signed).content().digest());
            ShelfItem item = creators(content, stream);
            if (item != null)
                answer(content, stream, book -> book.transfer(signed, item::seeds, now()));
        } catch (GrantException e) {
            throw new MalformedMessage(String.valueOf(e.getMessage()), e);
        }
    }

    private void revocations(RevocationsRequest request, ServingStream stream) {
        Bytes32 content = Messages.bytes32(request.getContent());
        ShelfItem item = creators(content, stream);
        if (item == null) return;
        desk.slowly(
                content,
                stream,
                () ->
                        stream.send(
                                FrameType.REVOCATIONS,
                                RevocationsAnswer.newBuilder()
                                        .setRevocations(book(item).revoked())
                                        .build()));
    }

    private interface Work {
        SignedGrant with(GrantBook book) throws IOException, GrantException, RefusedException;
    }

    /** On a thread of its own: it waits for the disk. */
    private void answer(Bytes32 content, ServingStream stream, Work work) {
        ShelfItem item = Objects.requireNonNull(desk.shelf().find(content));
        desk.slowly(
                content,
                stream,
                () -> {
                    try {
                        stream.send(
                                FrameType.GRANT,
                                GrantAnswer.newBuilder().setGrant(work.with(book(item))).build());
                    } catch (GrantException e) {
                        stream.refuse(refused(e.why()), content, 0);
                    } catch (RefusedException e) {
                        stream.refuse(e.why(), content, 0);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private GrantBook book(ShelfItem item) {
        return desk.grants(Objects.requireNonNull(item.right()).hand());
    }

    private static Refused refused(Denied why) {
        Reason reason =
                switch (why.kind()) {
                    case EXPIRED, NOT_YET_VALID -> Reason.EXPIRED;
                    case REVOKED -> Reason.REVOKED;
                    case WRONG_HOLDER -> Reason.WRONG_HOLDER;
                    case BAD_SIGNATURE -> Reason.BAD_SIGNATURE;
                    case REPLAYED -> Reason.REPLAYED;
                    case OUT_OF_RANGE -> Reason.OUT_OF_RANGE;
                    default -> Reason.UNKNOWN_CONTENT;
                };
        return Refused.of(reason, why.expected(), why.actual());
    }

    /** The work, if this node is its creator; else the request is refused and this is null. */
    private @Nullable ShelfItem creators(Bytes32 content, ServingStream stream) {
        ShelfItem item = desk.shelf().find(content);
        if (item != null && item.own() && item.sellsKeys()) return item;
        stream.refuse(
                item == null
                        ? ServingStream.unknown(content)
                        : Refused.of(Reason.NOT_THE_CREATOR, "the work's creator", "another"),
                content,
                0);
        return null;
    }

    private static GrantException denied(Denied.Kind kind, String expected, String actual) {
        return new GrantException(new Denied(kind, expected, actual));
    }

    private static long now() {
        return System.currentTimeMillis() / 1_000;
    }

    /** Why keys of that work are not sold now; null when they are. */
    @Nullable Refused outdated(ShelfItem item) {
        KeyAuthority.Right right = item.right();
        if (right == null) return null;
        Denied why = desk.checkRight(item, right).orElse(null);
        return why == null ? null : Refused.of(Reason.EXPIRED, why.expected(), why.actual());
    }
}
