package dev.sluice.chain.tx;

import dev.sluice.payments.money.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transaction that was signed and is not final. Owned by the {@link Transactor}'s thread. */
final class InFlight {
    final Request request;
    final long nonce;
    final BigInteger gasLimit;
    final long firstSentNs;
    final List<Bytes32> hashes = new ArrayList<>();
    Account.Signed signed;
    long lastSentNs;
    long sentAtBlock;
    @Nullable Bytes32 checkedAtHead;
    boolean givenUp;
    boolean counted;

    InFlight(Request request, long nonce, BigInteger gasLimit, Account.Signed signed, long nowNs) {
        this.request = request;
        this.nonce = nonce;
        this.gasLimit = gasLimit;
        this.signed = signed;
        this.firstSentNs = nowNs;
        this.lastSentNs = nowNs;
        hashes.add(signed.hash());
    }

    SignedCall toJournal() {
        return new SignedCall(request.call(), nonce, gasLimit, signed);
    }

    /** Takes the place of what was sent before; either may be taken into a block. */
    void replaceBy(Account.Signed replacement) {
        signed = replacement;
        hashes.add(replacement.hash());
    }
}
