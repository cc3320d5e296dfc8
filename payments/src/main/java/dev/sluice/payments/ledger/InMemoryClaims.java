package dev.sluice.payments.ledger;

import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.channel.VoucherDigest;
import dev.sluice.payments.crypto.Signers;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the contract judges and shares out a claim: pure functions of the claim and the channel. */
final class InMemoryClaims {
    record Part(Address to, Address token, Amount amount) {}

    private final Domain domain;

    InMemoryClaims(Domain domain) {
        this.domain = domain;
    }

    /** Why the contract would not pay, or null when it would; the signature is checked last. */
    @Nullable String refusal(Claim claim, ChannelId id, ChannelOnChain state) {
        String refusal = amountRefusal(claim.voucher().cumulative(), id, state);
        if (refusal == null) refusal = splitRefusal(claim);
        return refusal == null ? signatureRefusal(claim, id) : refusal;
    }

    private static @Nullable String amountRefusal(
            Amount cumulative, ChannelId id, ChannelOnChain state) {
        if (state.equals(InMemoryContract.UNKNOWN)) return "UnknownChannel: " + id;
        if (state.isClosed()) return "ChannelClosed: " + id;
        if (cumulative.compareTo(state.claimed()) <= 0)
            return "NotAboveClaimed: " + cumulative + ", claimed " + state.claimed();
        return cumulative.compareTo(state.reserve()) > 0
                ? "AboveReserve: " + cumulative + ", reserve " + state.reserve()
                : null;
    }

    private @Nullable String splitRefusal(Claim claim) {
        Bytes32 expected = claim.parameters().splitHash();
        List<Share> shares = claim.split();
        Bytes32 presented = shares.isEmpty() ? Bytes32.ZERO : Split.hash(shares);
        if (!presented.equals(expected))
            return "SplitMismatch: " + presented + ", expected " + expected;
        return shares.isEmpty() ? null : sharesRefusal(shares);
    }

    private @Nullable String sharesRefusal(List<Share> shares) {
        if (shares.size() > Split.MAX_RECIPIENTS)
            return "SplitLength: " + shares.size() + ", at most " + Split.MAX_RECIPIENTS;
        int sum = 0;
        for (Share share : shares) {
            Address recipient = share.recipient();
            if (recipient.isZero() || recipient.equals(domain.contract()))
                return "SplitRecipient: " + recipient;
            sum += share.basisPoints();
        }
        return sum == Split.WHOLE_BASIS_POINTS
                ? null
                : "SplitSum: " + sum + ", expected " + Split.WHOLE_BASIS_POINTS;
    }

    private @Nullable String signatureRefusal(Claim claim, ChannelId id) {
        byte[] digest = VoucherDigest.of(domain, id, claim.voucher().cumulative());
        Address signer = Signers.recover(digest, claim.voucher().signature());
        return claim.parameters().signer().equals(signer)
                ? null
                : "WrongSigner: " + signer + ", expected " + claim.parameters().signer();
    }

    /** Who is credited with what when the claimed amount rises. */
    List<Part> parts(Claim claim, Amount before, Amount after) {
        Address token = claim.parameters().token();
        if (claim.split().isEmpty())
            return List.of(new Part(claim.parameters().payee(), token, after.minus(before)));
        List<Amount> amounts = new Split(claim.split()).delta(before, after);
        List<Part> parts = new ArrayList<>(amounts.size());
        for (int i = 0; i < amounts.size(); i++)
            parts.add(new Part(claim.split().get(i).recipient(), token, amounts.get(i)));
        return parts;
    }
}
