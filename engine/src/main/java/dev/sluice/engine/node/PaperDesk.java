package dev.sluice.engine.node;

import dev.sluice.engine.grant.KeyAuthority;
import dev.sluice.engine.wire.MalformedMessage;
import dev.sluice.engine.wire.Messages;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Reason;
import dev.sluice.payments.rules.Refused;
import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.proto.DelegationAnswer;
import dev.sluice.streaming.proto.DelegationRequest;
import dev.sluice.streaming.wire.FrameType;
import org.jspecify.annotations.Nullable;

/**
 * What a serving node answers about papers: the delegation by which it sells keys. Called on the
 * streams' event loops.
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

    /** Why keys of that work are not sold now; null when they are. */
    @Nullable Refused outdated(ShelfItem item) {
        KeyAuthority.Right right = item.right();
        if (right == null) return null;
        Denied why = desk.checkRight(item, right).orElse(null);
        return why == null ? null : Refused.of(Reason.EXPIRED, why.expected(), why.actual());
    }
}
