package dev.sluice.streaming.store;

import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.HashSuite;
import dev.sluice.streaming.content.Offer;
import dev.sluice.streaming.content.RootSeed;

/**
 * What a creator decides before publishing a file: the offer, the root seed (a fresh one per work),
 * the signing key, the suites of cipher and hash, and the slice size in bytes or 0 for the media
 * type's default.
 */
public record Publication(
        Offer offer,
        RootSeed seed,
        CreatorKey creator,
        CipherSuite cipher,
        HashSuite hash,
        int sliceBytes) {
    /** A slice size left to the media type. */
    public static final int DEFAULT_SLICE_BYTES = 0;

    public Publication(Offer offer, RootSeed seed, CreatorKey creator) {
        this(offer, seed, creator, CipherSuite.AES_256_GCM, HashSuite.SHA_256, DEFAULT_SLICE_BYTES);
    }

    Geometry geometry(long contentBytes) {
        return sliceBytes == DEFAULT_SLICE_BYTES
                ? Geometry.forMedia(offer.mediaType(), contentBytes)
                : new Geometry(contentBytes, sliceBytes);
    }
}
