package dev.sluice.streaming.grant;

import com.google.protobuf.ByteString;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.proto.KeyAnswer;
import dev.sluice.streaming.proto.Seed;
import dev.sluice.streaming.text.Bytes;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A key answer that its seller has signed: what it sold, against which channel and voucher. When a
 * key in it is wrong, the signature makes it evidence (T26).
 *
 * @param channel what it was sold against, 32 bytes; zero when it cost nothing
 * @param cumulative the highest voucher that counted then, 16 bytes; zero when it cost nothing
 */
public record KeyReceipt(
        ContentId content,
        long first,
        long count,
        List<KeySeed> seeds,
        Bytes channel,
        Bytes cumulative) {
    private static final String DOMAIN = "sluice/keys/1";
    private static final int CHANNEL_BYTES = 32;
    private static final int AMOUNT_BYTES = 16;
    private static final int SEED = 1 + Long.BYTES + KeySeed.BYTES;

    /** For what costs nothing. */
    public static final Bytes NO_CHANNEL = Bytes.zeros(CHANNEL_BYTES);

    /** For what costs nothing. */
    public static final Bytes NOTHING = Bytes.zeros(AMOUNT_BYTES);

    public KeyReceipt {
        if (first < 0 || count < 1 || first > Long.MAX_VALUE - count)
            throw new IllegalArgumentException("keys " + first + " + " + count);
        seeds = List.copyOf(seeds);
        channel.requireLength(CHANNEL_BYTES, "channel");
        cumulative.requireLength(AMOUNT_BYTES, "cumulative amount");
    }

    private byte[] signedBytes() {
        ByteBuffer out =
                ByteBuffer.allocate(
                        ContentId.DIGEST_BYTES
                                + 2 * Long.BYTES
                                + CHANNEL_BYTES
                                + AMOUNT_BYTES
                                + Integer.BYTES
                                + seeds.size() * SEED);
        out.put(content.digest()).putLong(first).putLong(count);
        out.put(channel.toArray()).put(cumulative.toArray()).putInt(seeds.size());
        for (KeySeed seed : seeds)
            out.put((byte) seed.level()).putLong(seed.index()).put(seed.bytes().toArray());
        return out.array();
    }

    public KeyAnswer sign(CreatorKey seller) {
        KeyAnswer.Builder answer =
                KeyAnswer.newBuilder()
                        .setContent(ByteString.copyFrom(content.digest()))
                        .setFirst(first)
                        .setCount(count)
                        .setSignature(Papers.sign(seller, DOMAIN, signedBytes()));
        if (!channel.isZero())
            answer.setChannel(Papers.proto(channel)).setCumulative(Papers.proto(cumulative));
        for (KeySeed seed : seeds)
            answer.addSeeds(
                    Seed.newBuilder()
                            .setLevel(seed.level())
                            .setIndex(seed.index())
                            .setBytes(Papers.proto(seed.bytes())));
        return answer.build();
    }

    /** The receipt, once the seller's signature and every field are checked. */
    public static KeyReceipt verify(KeyAnswer answer, Bytes seller) throws GrantException {
        KeyReceipt receipt = Papers.fields(() -> read(answer));
        Papers.checkSignature(seller, DOMAIN, receipt.signedBytes(), answer.getSignature());
        return receipt;
    }

    private static KeyReceipt read(KeyAnswer in) {
        boolean free = in.getChannel().isEmpty();
        return new KeyReceipt(
                Papers.content(in.getContent()),
                in.getFirst(),
                in.getCount(),
                in.getSeedsList().stream().map(KeyReceipt::seed).toList(),
                free ? NO_CHANNEL : Papers.bytes(in.getChannel()),
                free ? NOTHING : Papers.bytes(in.getCumulative()));
    }

    private static KeySeed seed(Seed in) {
        return new KeySeed(in.getLevel(), in.getIndex(), Papers.bytes(in.getBytes()));
    }

    /** One past the last slice. */
    public long end() {
        return first + count;
    }
}
