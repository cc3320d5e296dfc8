package dev.sluice.engine.vectors;

import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.Geometry;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.content.KeyTree;
import dev.sluice.streaming.content.RootSeed;
import dev.sluice.streaming.grant.Grant;
import dev.sluice.streaming.grant.HolderKey;
import dev.sluice.streaming.grant.SeedPledge;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Grants: what is sealed to whom, and what the creator signs. */
final class GrantVectors {
    private static final HexFormat HEX = HexFormat.of();
    private static final int SLICE = 64 << 10;
    private static final long LAST_OF_2029 = 1_893_455_999L;

    private GrantVectors() {}

    static Map<String, Object> grants() {
        Geometry least = new Geometry(1, SLICE);
        Geometry many = new Geometry(300L * SLICE, SLICE);
        return ContentVectors.cases(
                List.of(
                        grant(least, 1, 0, 1, LAST_OF_2029),
                        grant(many, 1, 0, 300, 0),
                        grant(many, 2, 5, 250, Long.MAX_VALUE)));
    }

    private static Map<String, Object> grant(
            Geometry cut, int suite, long first, long count, long notAfter) {
        CreatorKey creator = CreatorKey.fromSeed(ContentVectors.filled(7));
        byte[] secret =
                ByteBuffer.allocate(HolderKey.BYTES)
                        .put(ContentVectors.filled(0x31))
                        .put(ContentVectors.filled(0x32))
                        .array();
        HolderKey holder = HolderKey.of(secret);
        RootSeed root = RootSeed.of(ContentVectors.filled(3));
        List<KeySeed> seeds = new KeyTree(root, cut, CipherSuite.of(suite)).seedsFor(first, count);
        ContentId content = ContentId.of(ContentVectors.filled(6));
        Grant grant =
                Grant.of(
                        content, first, count, seeds, holder.holder(), notAfter, new Counted(0x40));
        Map<String, Object> out = ContentVectors.work(3, cut, suite);
        out.put("creatorSeed", HEX.formatHex(creator.seed()));
        out.put("content", HEX.formatHex(content.digest()));
        out.put("first", Long.toString(first));
        out.put("count", Long.toString(count));
        out.put("holderSecret", HEX.formatHex(secret));
        out.put("holder", holder.holder().toString());
        out.put("notAfter", Long.toString(notAfter));
        out.put("serial", HEX.formatHex(grant.serial().toBytes()));
        out.put("ephemeral", HEX.formatHex(ContentVectors.filled(0x41)));
        out.put("seeds", seeds.stream().map(ContentVectors::text).toList());
        out.put("pledges", grant.pledges().stream().map(GrantVectors::text).toList());
        out.put("sealed", HEX.formatHex(grant.sealed().toArray()));
        out.put("signedGrant", HEX.formatHex(grant.sign(creator).toByteArray()));
        return out;
    }

    private static String text(SeedPledge pledge) {
        return pledge.level()
                + "/"
                + pledge.index()
                + "/"
                + HEX.formatHex(pledge.digest().toArray());
    }

    /**
     * Each time that it is asked, bytes one higher: the serial's first, then the ephemeral key's.
     */
    private static final class Counted extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private int next;

        Counted(int first) {
            next = first;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) next++);
        }
    }
}
