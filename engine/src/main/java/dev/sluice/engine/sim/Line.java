package dev.sluice.engine.sim;

/** A connection of a payer to a seller: two ways, each in order unless a fault says otherwise. */
final class Line {
    final SimNode payer;
    final SimNode seller;
    final int payerLife;
    final int sellerLife;
    boolean open = true;
    private long toSellerNs;
    private long toPayerNs;
    long cutAtNs;

    Line(SimNode payer, SimNode seller) {
        this.payer = payer;
        this.seller = seller;
        this.payerLife = payer.life();
        this.sellerLife = seller.life();
    }

    SimNode other(SimNode node) {
        return node.equals(payer) ? seller : payer;
    }

    /** When a message arrives that could at {@code atNs}: never before an earlier one. */
    long inOrder(SimNode from, long atNs) {
        if (from.equals(payer)) {
            toSellerNs = Math.max(toSellerNs, atNs);
            return toSellerNs;
        }
        toPayerNs = Math.max(toPayerNs, atNs);
        return toPayerNs;
    }

    boolean alive(SimNode node) {
        return node.up() && node.life() == (node.equals(payer) ? payerLife : sellerLife);
    }
}
