package dev.sluice.streaming.grant;

import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.ContentCore;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.HashPages;
import dev.sluice.streaming.content.HashSuite;
import dev.sluice.streaming.content.HashTree;
import dev.sluice.streaming.content.HashTreeBuilder;
import dev.sluice.streaming.content.KeyTree;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.content.ManifestCodec;
import dev.sluice.streaming.content.PageId;
import dev.sluice.streaming.content.RootSeed;
import dev.sluice.streaming.content.Samples;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A work of 300 slices in two leaf pages, and the people around it. */
final class Site {
    static final long NOW = 1_800_000_000L;
    static final SecureRandom RANDOM = new SecureRandom();
    static final CreatorKey STRANGER = CreatorKey.fromSeed(Samples.filled(32, 8));
    static final HolderKey HOLDER = HolderKey.of(Samples.filled(64, 21));
    static final HolderKey OTHER = HolderKey.of(Samples.filled(64, 22));
    static final PeerId PEER = PeerId.of(Samples.filled(32, 23));
    static final Bytes PAYEE = Bytes.of(Samples.filled(20, 24));
    static final Site WORK = new Site();

    final Manifest manifest;
    final KeyTree keys;
    private final Map<PageId, byte[]> pages = new TreeMap<>();

    private Site() {
        Geometry geometry = Samples.geometry(299L * Samples.SLICE + 1);
        keys = new KeyTree(Samples.SEED, geometry, CipherSuite.AES_256_GCM);
        HashTreeBuilder builder =
                new HashTreeBuilder(new HashTree(geometry), HashSuite.SHA_256, pages::put);
        for (long i = 0; i < geometry.slices(); i++) {
            byte[] cipher = new byte[geometry.cipherLength(i)];
            builder.append(cipher, 0, cipher.length, keys.keyFor(i));
        }
        manifest = new Manifest(Samples.core(geometry, builder.root()), Samples.offer(3));
    }

    ContentCore core() {
        return manifest.core();
    }

    byte[] signedManifest() {
        return ManifestCodec.sign(manifest, Samples.CREATOR);
    }

    HashPages pages(long... slices) {
        HashPages held =
                new HashPages(new HashTree(manifest.geometry()), core().hash(), core().root());
        for (long slice : slices)
            for (PageId page : held.pathTo(slice))
                held.add(page, Objects.requireNonNull(pages.get(page)));
        return held;
    }

    KeyReceipt receipt(long first, long count, RootSeed root) {
        KeyTree tree = new KeyTree(root, manifest.geometry(), CipherSuite.AES_256_GCM);
        return new KeyReceipt(
                manifest.id(),
                first,
                count,
                tree.seedsFor(first, count),
                Bytes.of(Samples.filled(32, 31)),
                Bytes.of(Samples.filled(16, 1)));
    }

    Grant grant(long first, long count, long notAfter) {
        return Grant.of(
                manifest.id(),
                first,
                count,
                keys.seedsFor(first, count),
                HOLDER.holder(),
                notAfter,
                RANDOM);
    }

    Delegation delegation(long notBefore, long notAfter) {
        return new Delegation(
                manifest.id(),
                PEER,
                OTHER.holder().signing(),
                PAYEE,
                List.of(),
                notBefore,
                notAfter,
                Serial.random(RANDOM));
    }

    /** The same bytes with one changed, one gone, and one more, each once at every place. */
    static List<byte[]> damaged(byte[] bytes) {
        List<byte[]> all = new ArrayList<>();
        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= (byte) (1 << (at % 8));
            all.add(changed);
        }
        for (int length = 0; length < bytes.length; length += 1 + length / 8)
            all.add(java.util.Arrays.copyOf(bytes, length));
        return all;
    }
}
