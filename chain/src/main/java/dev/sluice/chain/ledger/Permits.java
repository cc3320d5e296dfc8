package dev.sluice.chain.ledger;

import dev.sluice.chain.contract.Permit;
import dev.sluice.chain.contract.TokenCalls;
import dev.sluice.chain.contract.Words;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.RpcRefusal;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.util.Optional;

/** Signs permits for tokens that take them. Threads: safe for all; a call blocks on the node. */
final class Permits {
    private final Node node;
    private final SecretKey key;

    Permits(Node node, SecretKey key) {
        this.node = node;
        this.key = key;
    }

    /**
     * A permit that the token would take now; empty for a token that has none of EIP-2612 or
     * another kind. The token is asked, not believed: the permit is shown to it in a dry run.
     */
    Optional<Permit> sign(Address token, Address spender) {
        try {
            Words nonce = new Words(node.call(token, TokenCalls.nonces(key.address())));
            Words domain = new Words(node.call(token, TokenCalls.domainSeparator()));
            if (nonce.size() != 1 || domain.size() != 1) return Optional.empty();
            Bytes32 separator = domain.bytes32(0);
            byte[] digest = Permit.digest(separator, key.address(), spender, nonce.number(0));
            Permit permit = new Permit(key.sign(digest));
            node.call(token, TokenCalls.permit(key.address(), spender, permit));
            return Optional.of(permit);
        } catch (RpcRefusal noPermit) {
            return Optional.empty();
        }
    }
}
