package dev.sluice.poc.microtransaction;

import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Counts different coins. */
final class CoinPayee implements Payee {
    private final Channel channel;
    private final int leaves;
    private final int coinBytes;
    private final BitSet coins = new BitSet();
    private Batch.@Nullable Check check;
    private Anchor anchor = new Anchor(-1, new byte[0], new byte[0]);

    CoinPayee(Channel channel, int leaves) {
        this.channel = channel;
        this.leaves = leaves;
        coinBytes = Long.BYTES + Keccak.BYTES * (1 + Integer.numberOfTrailingZeros(leaves));
    }

    @Override
    public long accept(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message);
        if (in.hasRemaining() && in.get() == 1 && in.remaining() >= Anchor.BYTES)
            take(Anchor.read(in));
        while (in.remaining() >= coinBytes) {
            long coin = in.getLong();
            byte[] revealed = new byte[coinBytes - Long.BYTES];
            in.get(revealed);
            if (coin >= 1 && coin <= leaves && opens((int) coin, revealed)) coins.set((int) coin);
        }
        return coins.cardinality();
    }

    private void take(Anchor offered) {
        if (check != null || offered.base() != 0 || !offered.isSigned(channel, leaves)) return;
        anchor = offered;
        check = new PaymentTree.Check(offered.root(), leaves);
    }

    private boolean opens(int coin, byte[] revealed) {
        return check != null && !coins.get(coin) && check.opens(coin, revealed);
    }

    @Override
    public Proof proof() {
        return new Proof(
                coins.cardinality(), 0, anchor.root(), leaves, anchor.signature(), new byte[0]);
    }
}
