package dev.sluice.chain.tx;

import dev.sluice.chain.contract.ContractCall;
import dev.sluice.chain.contract.Refusals;
import dev.sluice.chain.rpc.Hex;
import dev.sluice.chain.rpc.RpcRefusal;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.money.Address;
import java.util.Locale;

/** Why a transaction failed, in one sentence with the numbers. */
final class Reasons {
    private Reasons() {}

    /** The contract's own error where the node passes it on, else the node's words. */
    static LedgerException refused(ContractCall call, Address account, RpcRefusal refusal) {
        String explained = explain(refusal);
        if (!explained.isEmpty())
            return new LedgerException(call.action() + " refused: " + explained, refusal);
        String reason = refusal.reason();
        String advice =
                reason.toLowerCase(Locale.ROOT).contains("insufficient funds")
                        ? "; fund the account " + account
                        : "";
        return new LedgerException(
                call.action() + " refused by the node: " + reason + advice, refusal);
    }

    static LedgerException reverted(InFlight tx, long block, String why) {
        String reason = why.isEmpty() ? "the contract gave no reason" : why;
        return new LedgerException(
                tx.request.call().action()
                        + " refused: "
                        + reason
                        + "; transaction "
                        + tx.signed.hash()
                        + " reverted in block "
                        + block);
    }

    static LedgerException notTaken(InFlight tx, long seconds, String why) {
        return new LedgerException(
                tx.request.call().action()
                        + " is in no block after "
                        + seconds
                        + " s"
                        + why
                        + "; it may still get there: look for nonce "
                        + tx.nonce
                        + ", transaction "
                        + tx.signed.hash());
    }

    static LedgerException overtaken(InFlight tx, Address account) {
        return new LedgerException(
                tx.request.call().action()
                        + " was overtaken: nonce "
                        + tx.nonce
                        + " of "
                        + account
                        + " was used by another transaction; run one node per key");
    }

    static LedgerException closed(ContractCall call) {
        return new LedgerException(
                call.action() + " was not sent or not seen in a block: the ledger was closed");
    }

    /** Whether the node has the very same transaction already. */
    static boolean isKnown(RpcRefusal refusal) {
        String reason = refusal.reason().toLowerCase(Locale.ROOT);
        return reason.contains("already known")
                || reason.contains("already imported")
                || reason.contains("known transaction");
    }

    static boolean isNonceUsed(RpcRefusal refusal) {
        return refusal.reason().toLowerCase(Locale.ROOT).contains("nonce too low");
    }

    static String explain(RpcRefusal refusal) {
        boolean hex = refusal.data().matches("0x([0-9a-fA-F]{2})*");
        return hex ? Refusals.explain(Hex.bytes(refusal.data())) : "";
    }
}
