package dev.sluice.payments.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.Samples;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SignedVoucherTest {
    private static final ChannelId ID = Samples.CHANNEL.id(Samples.DOMAIN);
    private static final Amount AMOUNT = Amount.of(77);
    private static final SignedVoucher VOUCHER =
            SignedVoucher.sign(Samples.DOMAIN, ID, AMOUNT, Samples.SIGNER);

    private static boolean counts(SignedVoucher voucher, Domain domain) {
        return voucher.isSignedBy(domain, Samples.SIGNER.address());
    }

    @Test
    void aVoucherCountsWhereItWasSigned() {
        assertTrue(counts(VOUCHER, Samples.DOMAIN));
        assertFalse(VOUCHER.isSignedBy(Samples.DOMAIN, Samples.PAYER));
        assertFalse(VOUCHER.isSignedBy(Samples.DOMAIN, Address.ZERO));
    }

    @Test
    void aVoucherCountsOnNoOtherChainOrContract_T1() {
        Domain otherChain = new Domain(Samples.DOMAIN.chainId() + 1, Samples.DOMAIN.contract());
        Domain otherContract = new Domain(Samples.DOMAIN.chainId(), Samples.address(0xc1));
        assertFalse(counts(VOUCHER, otherChain));
        assertFalse(counts(VOUCHER, otherContract));
    }

    @Test
    void aVoucherCountsForNoOtherChannelOrAmount_T1() {
        ChannelId other = ChannelId.of(Samples.bytes32(1).toBytes());
        Signature signature = VOUCHER.signature();
        assertFalse(counts(new SignedVoucher(other, AMOUNT, signature), Samples.DOMAIN));
        assertFalse(counts(new SignedVoucher(ID, AMOUNT.plus(1), signature), Samples.DOMAIN));
        Amount less = AMOUNT.minus(Amount.of(1));
        assertFalse(counts(new SignedVoucher(ID, less, signature), Samples.DOMAIN));
    }

    @Test
    void aReleaseIsNoVoucher_T1() {
        assertNotEquals(
                Bytes32.of(VoucherDigest.of(Samples.DOMAIN, ID, AMOUNT)),
                Bytes32.of(ReleaseDigest.of(Samples.DOMAIN, ID, AMOUNT)));
    }

    @Test
    void everyParameterChangesTheChannelId_T1() {
        ChannelParameters c = Samples.CHANNEL;
        Address other = Samples.address(0x55);
        List<ChannelParameters> changed =
                List.of(
                        c,
                        with(other, c.signer(), c.payee(), c.token(), c.splitHash(), 86_400, 7),
                        with(c.payer(), other, c.payee(), c.token(), c.splitHash(), 86_400, 7),
                        with(c.payer(), c.signer(), other, c.token(), c.splitHash(), 86_400, 7),
                        with(c.payer(), c.signer(), c.payee(), other, c.splitHash(), 86_400, 7),
                        with(
                                c.payer(),
                                c.signer(),
                                c.payee(),
                                c.token(),
                                Samples.bytes32(1),
                                86_400,
                                7),
                        with(c.payer(), c.signer(), c.payee(), c.token(), c.splitHash(), 1, 7),
                        with(
                                c.payer(),
                                c.signer(),
                                c.payee(),
                                c.token(),
                                c.splitHash(),
                                86_400,
                                8));
        Set<ChannelId> ids = new HashSet<>();
        changed.forEach(channel -> ids.add(channel.id(Samples.DOMAIN)));
        assertEquals(changed.size(), ids.size());
    }

    private static ChannelParameters with(
            Address payer,
            Address signer,
            Address payee,
            Address token,
            Bytes32 splitHash,
            long delay,
            int salt) {
        return new ChannelParameters(
                payer, signer, payee, token, splitHash, delay, Samples.bytes32(salt));
    }
}
