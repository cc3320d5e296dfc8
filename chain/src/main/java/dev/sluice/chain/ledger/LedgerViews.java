package dev.sluice.chain.ledger;

import dev.sluice.chain.contract.ChannelViews;
import dev.sluice.chain.contract.TokenCalls;
import dev.sluice.chain.contract.Words;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.RpcRefusal;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.ledger.ChannelOnChain;
import dev.sluice.payments.ledger.Ledger;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;

/**
 * The reads of the ledger, on the latest block. What money rests on, a channel's state, is what
 * most endpoints say (T10); all else is what the one in use says. Threads: safe for all; each call
 * blocks.
 */
final class LedgerViews {
    private static final ChannelOnChain UNKNOWN =
            new ChannelOnChain(Amount.ZERO, Amount.ZERO, ChannelOnChain.OPEN);

    private final Node node;
    private final Address contract;

    LedgerViews(Node node, Address contract) {
        this.node = node;
        this.contract = contract;
    }

    /** The shortest exit delay; says so when the contract is another one. */
    long minExitDelay() {
        return words(contract, ChannelViews.minExitDelay()).longValue(0);
    }

    ChannelOnChain channel(ChannelId channel) {
        return channel(channel, 0);
    }

    /** The channel {@code depth} blocks below the head; unknown before the chain's first block. */
    ChannelOnChain channel(ChannelId channel, int depth) {
        if (depth < 0 || depth > Ledger.MAX_DEPTH)
            throw new IllegalArgumentException(
                    "depth " + depth + " outside 0.." + Ledger.MAX_DEPTH);
        return node.agreedCall(contract, ChannelViews.channel(channel), depth)
                .filter(answer -> depth == 0 || answer.length > 0)
                .map(ChannelViews::channel)
                .orElse(UNKNOWN);
    }

    Amount freeDeposit(Address payer, Address token) {
        return words(contract, ChannelViews.freeBalance(payer, token)).amountSaturated(0);
    }

    Amount credit(Address recipient, Address token) {
        return words(contract, ChannelViews.credits(recipient, token)).amountSaturated(0);
    }

    Address delegate(Address payee) {
        return words(contract, ChannelViews.delegateOf(payee)).address(0);
    }

    Amount balance(Address owner, Address token) {
        if (token.isZero()) return Amount.of(node.coinBalance(owner));
        return words(token, TokenCalls.balanceOf(owner)).amountSaturated(0);
    }

    Amount allowance(Address owner, Address token) {
        return words(token, TokenCalls.allowance(owner, contract)).amountSaturated(0);
    }

    private Words words(Address to, byte[] data) {
        try {
            Words words = new Words(node.call(to, data));
            if (words.size() > 0) return words;
            throw new LedgerException(strange(to));
        } catch (RpcRefusal refusal) {
            throw new LedgerException(strange(to), refusal);
        }
    }

    private static String strange(Address contract) {
        return "the contract at "
                + contract
                + " does not answer as Sluice's would; check that the address is right";
    }
}
