package dev.sluice.poc.microtransaction;

import java.nio.ByteBuffer;

/**
 * Pays with coins of one tree: each leaf is worth one slice, and each is shown once.
 *
 * <pre>
 *   1 B anchor follows? | [anchor] | any number of: 8 B number of the coin | secret and path
 * </pre>
 */
final class CoinPayer implements Payer {
    private final PaymentTree tree;
    private final Anchor anchor;
    private final int coinBytes;
    private long spent;
    private boolean anchored;

    CoinPayer(Channel channel, int leaves) {
        tree = new PaymentTree(new Keccak().hash(channel.secret(), channel.id()), leaves);
        anchor = Anchor.sign(channel, 0, tree.root(), leaves);
        coinBytes = Long.BYTES + tree.reveal(1).length;
    }

    @Override
    public byte[] pay(long slices) {
        int coins = (int) Math.max(0, slices - spent);
        int size = 1 + (anchored ? 0 : Anchor.BYTES) + coins * coinBytes;
        ByteBuffer out = ByteBuffer.allocate(size).put((byte) (anchored ? 0 : 1));
        if (!anchored) anchor.write(out);
        for (; spent < slices; spent++) out.putLong(spent + 1).put(tree.reveal((int) spent + 1));
        return out.array();
    }

    @Override
    public void acknowledged(long slices) {
        if (slices > 0) anchored = true;
    }

    @Override
    public boolean isCumulative() {
        return false;
    }
}
