package dev.sluice.streaming.wire;

import org.jspecify.annotations.Nullable;

/**
 * The kinds of frame and the most payload bytes that each may carry.
 *
 * <p>The caps are what the largest honest message of that kind needs, with room to grow; they are
 * checked before memory is set aside. Codes are part of the wire format and never reused.
 */
public enum FrameType {
    /** First frame of both sides on a control stream. */
    HELLO(1, 4 * 1024),
    /** Asks for the signed description of a content. */
    MANIFEST_REQUEST(2, 256),
    /** The signed description of a content. */
    MANIFEST(3, 64 * 1024),
    /** Shows a payment channel to its payee. */
    CHANNEL_ATTACH(4, 4 * 1024),
    /** The payee's view of an attached channel. */
    CHANNEL_ATTACHED(5, 1024),
    /** Asks for one slice. */
    SLICE_REQUEST(6, 1024),
    /**
     * A slice's ciphertext: at most 1 MiB of plaintext, a 16-byte tag, and 64 KiB of header and
     * pages.
     */
    SLICE(7, 1024 * 1024 + 16 + 64 * 1024),
    /** Asks for the keys of a range of slices. */
    KEY_REQUEST(8, 1024),
    /** Seeds that open a range of slices. */
    KEYS(9, 16 * 1024),
    /** A request that is not met, and why. */
    REFUSED(10, 1024),
    /** The last frame before an orderly leave. */
    BYE(11, 256),
    /** Asks a payee to claim and to sign the channel's release. */
    RELEASE_REQUEST(12, 256),
    /** The payee's signed release of a channel. */
    RELEASED(13, 256),
    /** Asks a node that is not the creator's by what right it sells keys. */
    DELEGATION_REQUEST(14, 256),
    /** The creator's signed word that the node may sell keys. */
    DELEGATION(15, 4 * 1024),
    /** Asks for a grant of keys that a channel has bought. */
    GRANT_REQUEST(16, 1024),
    /** Keys of a range, for one holder. */
    GRANT(17, 8 * 1024),
    /** A holder passes its grant on. */
    GRANT_TRANSFER(18, 1024),
    /** Asks for the serials that a creator serves no more. */
    REVOCATIONS_REQUEST(19, 256),
    /** The creator's signed list of them. */
    REVOCATIONS(20, 512 * 1024),
    /** The last frame of a direction: the bytes that carry its FIN. No handler sees it. */
    END(21, 0),
    /** Takes back requests for slices whose answers have not begun. */
    SLICE_CANCEL(22, 1024);

    private static final @Nullable FrameType[] BY_CODE = byCode();

    private final int code;
    private final int maxPayloadBytes;

    FrameType(int code, int maxPayloadBytes) {
        this.code = code;
        this.maxPayloadBytes = maxPayloadBytes;
    }

    /** The byte that stands for this type on the wire, 1 to 255. */
    public int code() {
        return code;
    }

    /** The longest payload of this type, in bytes. */
    public int maxPayloadBytes() {
        return maxPayloadBytes;
    }

    /** The type with this wire code, or null when there is none. */
    public static @Nullable FrameType ofCode(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }

    private static @Nullable FrameType[] byCode() {
        @Nullable FrameType[] table = new @Nullable FrameType[values().length + 1];
        for (FrameType type : values()) {
            table[type.code] = type;
        }
        return table;
    }
}
