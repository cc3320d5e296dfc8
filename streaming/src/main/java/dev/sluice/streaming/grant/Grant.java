package dev.sluice.streaming.grant;

import com.google.protobuf.ByteString;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.content.KeyTree;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.proto.SignedGrant;
import dev.sluice.streaming.text.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A transactable key: the keys of slices {@code first} to {@code first + count - 1}, for one
 * holder, until a date.
 *
 * @param notAfter seconds since 1970, inclusive
 * @param sealed the seeds, for the holder's eyes alone
 * @param pledges what the creator vouches for of each of them
 */
public record Grant(
        ContentId content,
        long first,
        long count,
        Holder holder,
        long notAfter,
        Serial serial,
        Bytes sealed,
        List<SeedPledge> pledges) {
    /** Longest signed grant, checked before anything is parsed. */
    public static final int MAX_BYTES = 8 << 10;

    private static final String DOMAIN = "sluice/grant/1";
    private static final byte[] SEAL = "sluice/grant-seal/1".getBytes(StandardCharsets.US_ASCII);
    private static final int SEED = 1 + Long.BYTES + KeySeed.BYTES;

    public Grant {
        if (first < 0 || count < 1 || first > Long.MAX_VALUE - count)
            throw new IllegalArgumentException("keys " + first + " + " + count);
        pledges = List.copyOf(pledges);
        checkPledges(pledges, first, first + count);
        if (notAfter < 0) throw new IllegalArgumentException("not after " + notAfter);
    }

    /** There is a seed for every slice, in order. */
    private static void checkPledges(List<SeedPledge> pledges, long first, long end) {
        long covered = first;
        for (SeedPledge pledge : pledges) {
            if (pledge.first() > covered) break;
            covered = Math.max(covered, pledge.end());
        }
        if (covered < end)
            throw new IllegalArgumentException("a grant without a seed for slice " + covered);
    }

    /** A grant of these seeds, which cover its range. */
    public static Grant of(
            ContentId content,
            long first,
            long count,
            List<KeySeed> seeds,
            Holder holder,
            long notAfter,
            SecureRandom random) {
        Serial serial = Serial.random(random);
        ByteBuffer plain = ByteBuffer.allocate(seeds.size() * SEED);
        for (KeySeed seed : seeds)
            plain.put((byte) seed.level()).putLong(seed.index()).put(seed.bytes().toArray());
        byte[] sealed =
                Hybrid.seal(
                        holder.sealing().toArray(),
                        info(content, first, count, serial),
                        aad(notAfter),
                        plain.array(),
                        random);
        return new Grant(
                content,
                first,
                count,
                holder,
                notAfter,
                serial,
                Bytes.of(sealed),
                pledges(content, serial, seeds));
    }

    private static List<SeedPledge> pledges(ContentId content, Serial serial, List<KeySeed> seeds) {
        return seeds.stream().map(seed -> SeedPledge.of(content, serial, seed)).toList();
    }

    private static byte[] info(ContentId content, long first, long count, Serial serial) {
        return ByteBuffer.allocate(SEAL.length + 32 + 2 * Long.BYTES + Serial.BYTES)
                .put(SEAL)
                .put(content.digest())
                .putLong(first)
                .putLong(count)
                .put(serial.toBytes())
                .array();
    }

    private static byte[] aad(long notAfter) {
        return ByteBuffer.allocate(Long.BYTES).putLong(notAfter).array();
    }

    public SignedGrant sign(CreatorKey creator) {
        var message =
                dev.sluice.streaming.proto.Grant.newBuilder()
                        .setVersion(Papers.VERSION)
                        .setContent(ByteString.copyFrom(content.digest()))
                        .setFirst(first)
                        .setCount(count)
                        .setHolder(Papers.proto(holder))
                        .setNotAfter(notAfter)
                        .setSerial(ByteString.copyFrom(serial.toBytes()))
                        .setSealed(Papers.proto(sealed));
        for (SeedPledge pledge : pledges)
            message.addPledges(
                    dev.sluice.streaming.proto.SeedPledge.newBuilder()
                            .setLevel(pledge.level())
                            .setIndex(pledge.index())
                            .setDigest(Papers.proto(pledge.digest())));
        byte[] body = message.build().toByteArray();
        return SignedGrant.newBuilder()
                .setGrant(ByteString.copyFrom(body))
                .setSignature(Papers.sign(creator, DOMAIN, body))
                .build();
    }

    /** The bytes as a message; nothing in it is looked at. */
    public static SignedGrant parse(byte[] signed) throws GrantException {
        return Papers.parse(SignedGrant.parser(), "a grant", signed, MAX_BYTES);
    }

    /** The grant, once size, signature, version and every field are checked. */
    public static Grant verify(byte[] signed, Bytes creator) throws GrantException {
        return verify(parse(signed), creator);
    }

    public static Grant verify(SignedGrant signed, Bytes creator) throws GrantException {
        byte[] body = signed.getGrant().toByteArray();
        var message = message(body);
        Papers.checkSignature(creator, DOMAIN, body, signed.getSignature());
        return Papers.fields(() -> read(message));
    }

    /** Whether that creator has signed it. */
    public static boolean isOf(SignedGrant signed, Bytes creator) {
        return Papers.isSigned(
                creator, DOMAIN, signed.getGrant().toByteArray(), signed.getSignature());
    }

    /** The grant as it says of itself, to look at: nobody has vouched for it. */
    public static Grant unverified(byte[] signed) throws GrantException {
        var message = message(parse(signed).getGrant().toByteArray());
        return Papers.fields(() -> read(message));
    }

    private static dev.sluice.streaming.proto.Grant message(byte[] body) throws GrantException {
        var message =
                Papers.parse(dev.sluice.streaming.proto.Grant.parser(), "a grant", body, MAX_BYTES);
        Papers.checkVersion(message.getVersion());
        return message;
    }

    private static Grant read(dev.sluice.streaming.proto.Grant in) {
        return new Grant(
                Papers.content(in.getContent()),
                in.getFirst(),
                in.getCount(),
                Papers.holder(in.getHolder()),
                in.getNotAfter(),
                Papers.serial(in.getSerial()),
                Papers.bytes(in.getSealed()),
                in.getPledgesList().stream()
                        .map(
                                pledge ->
                                        new SeedPledge(
                                                pledge.getLevel(),
                                                pledge.getIndex(),
                                                Papers.bytes(pledge.getDigest())))
                        .toList());
    }

    /** One past the last slice. */
    public long end() {
        return first + count;
    }

    /**
     * What speaks against using the grant for that work now; empty when nothing does.
     *
     * @param revoked whether the creator's list names its serial
     */
    public Optional<Denied> check(
            Manifest manifest, Holder self, long nowSeconds, boolean revoked) {
        if (!content.equals(manifest.id()))
            return deny(Denied.Kind.WRONG_CONTENT, manifest.id(), content);
        long slices = manifest.geometry().slices();
        if (end() > slices)
            return deny(Denied.Kind.OUT_OF_RANGE, "at most " + slices + " slices", end());
        for (SeedPledge pledge : pledges)
            if (pledge.level() > KeyTree.depth(manifest.geometry()) || pledge.first() >= slices)
                return deny(
                        Denied.Kind.OUT_OF_RANGE,
                        "seeds of " + slices + " slices",
                        "one from slice " + pledge.first());
        return checkService(self, nowSeconds, revoked);
    }

    /** The part that needs no manifest. */
    public Optional<Denied> checkService(Holder self, long nowSeconds, boolean revoked) {
        if (!holder.equals(self)) return deny(Denied.Kind.WRONG_HOLDER, holder, self);
        if (revoked) return deny(Denied.Kind.REVOKED, "a serial that is served", serial);
        if (nowSeconds > notAfter)
            return deny(Denied.Kind.EXPIRED, "not after " + notAfter, nowSeconds);
        return Optional.empty();
    }

    /** Whether the creator has signed for this very seed. */
    public boolean vouchesFor(KeySeed seed) {
        return pledges.contains(SeedPledge.of(content, serial, seed));
    }

    /**
     * The seeds, opened with the holder's key and all vouched for. Whether they are right shows
     * against the work's commitments; when one is not, it convicts the creator ({@link Evidence}).
     */
    public List<KeySeed> open(HolderKey key) throws GrantException {
        byte[] plain =
                Hybrid.open(
                        key.sealing(),
                        info(content, first, count, serial),
                        aad(notAfter),
                        sealed.toArray());
        if (plain == null) throw GrantException.of(Denied.Kind.WRONG_HOLDER, holder, key.holder());
        List<KeySeed> seeds = Papers.fields(() -> seeds(plain));
        if (!pledges(content, serial, seeds).equals(pledges))
            throw GrantException.of(
                    Denied.Kind.NOT_PROVEN, "the seeds that the grant vouches for", "others");
        return seeds;
    }

    private static List<KeySeed> seeds(byte[] plain) {
        if (plain.length % SEED != 0)
            throw new IllegalArgumentException("seeds of " + plain.length + " bytes");
        ByteBuffer in = ByteBuffer.wrap(plain);
        List<KeySeed> seeds = new ArrayList<>();
        while (in.hasRemaining()) {
            int level = in.get();
            long index = in.getLong();
            byte[] bytes = new byte[KeySeed.BYTES];
            in.get(bytes);
            seeds.add(KeySeed.of(level, index, bytes));
        }
        return List.copyOf(seeds);
    }

    private static Optional<Denied> deny(Denied.Kind kind, Object expected, Object actual) {
        return Optional.of(Denied.of(kind, expected, actual));
    }
}
