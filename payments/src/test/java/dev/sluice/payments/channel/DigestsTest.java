package dev.sluice.payments.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.payments.Allocation;
import dev.sluice.payments.Samples;
import dev.sluice.payments.SeededTrials;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.junit.jupiter.api.Test;

/** The digests against an encoder that writes hex text, and against pinned values. */
final class DigestsTest {
    private static String keccak(String hex) {
        return HexFormat.of()
                .formatHex(new Keccak.Digest256().digest(HexFormat.of().parseHex(hex)));
    }

    private static String type(String text) {
        return keccak(HexFormat.of().formatHex(text.getBytes(US_ASCII)));
    }

    private static String word(BigInteger number) {
        return "0".repeat(64 - number.toString(16).length()) + number.toString(16);
    }

    private static String word(long number) {
        return word(BigInteger.valueOf(number));
    }

    private static String word(Address address) {
        return "0".repeat(24) + address.toString().substring(2);
    }

    private static String word(Bytes32 bytes) {
        return bytes.toString().substring(2);
    }

    private static String separator(Domain domain) {
        return keccak(
                type(
                                "EIP712Domain(string name,string version,uint256 chainId,address"
                                        + " verifyingContract)")
                        + type("Sluice")
                        + type("1")
                        + word(domain.chainId())
                        + word(domain.contract()));
    }

    private static String digest(Domain domain, String struct) {
        return keccak("1901" + separator(domain) + keccak(struct));
    }

    private static Domain anyDomain(RandomGenerator random) {
        Address contract = Address.of(Samples.bytes(random, Address.BYTES));
        return new Domain(1 + random.nextLong(1L << 40), contract);
    }

    private static ChannelParameters anyChannel(RandomGenerator random) {
        return new ChannelParameters(
                Address.of(Samples.bytes(random, Address.BYTES)),
                Address.of(Samples.bytes(random, Address.BYTES)),
                Address.of(Samples.bytes(random, Address.BYTES)),
                Address.of(Samples.bytes(random, Address.BYTES)),
                Bytes32.of(Samples.bytes(random, 32)),
                SeededTrials.positive(random),
                Bytes32.of(Samples.bytes(random, 32)));
    }

    private static String encode(ChannelParameters channel) {
        return type(
                        "Channel(address payer,address signer,address payee,address token,bytes32"
                                + " splitHash,uint64 exitDelay,bytes32 salt)")
                + word(channel.payer())
                + word(channel.signer())
                + word(channel.payee())
                + word(channel.token())
                + word(channel.splitHash())
                + word(channel.exitDelaySeconds())
                + word(channel.salt());
    }

    @Test
    void channelIdsAreTypedDataHashes() {
        SeededTrials.run(
                200,
                random -> {
                    Domain domain = anyDomain(random);
                    ChannelParameters channel = anyChannel(random);
                    assertEquals("0x" + separator(domain), domain.separator().toString());
                    String expected = "0x" + digest(domain, encode(channel));
                    assertEquals(expected, channel.id(domain).toString());
                });
    }

    @Test
    void vouchersAndReleasesAreTypedDataHashes() {
        String voucher = type("Voucher(bytes32 channelId,uint128 cumulativeAmount)");
        String release = type("Release(bytes32 channelId,uint128 claimed)");
        SeededTrials.run(
                200,
                random -> {
                    Domain domain = anyDomain(random);
                    ChannelId id = ChannelId.of(Samples.bytes(random, 32));
                    Amount amount = Samples.anyAmount(random);
                    String words = word(id.value()) + word(amount.toBigInteger());
                    assertEquals(
                            digest(domain, voucher + words),
                            HexFormat.of().formatHex(VoucherDigest.of(domain, id, amount)));
                    assertEquals(
                            digest(domain, release + words),
                            HexFormat.of().formatHex(ReleaseDigest.of(domain, id, amount)));
                });
    }

    @Test
    void splitsAreHashedAsSolidityEncodesThem() {
        SeededTrials.run(
                200,
                random -> {
                    Split split = Samples.anySplit(random);
                    StringBuilder hex = new StringBuilder(word(32) + word(split.shares().size()));
                    for (Share share : split.shares())
                        hex.append(word(share.recipient())).append(word(share.basisPoints()));
                    assertEquals("0x" + keccak(hex.toString()), split.hash().toString());
                });
    }

    /** The stored format: a change here makes every voucher that is out there worthless. */
    @Test
    void pinnedValuesHold() {
        ChannelId id = Samples.CHANNEL.id(Samples.DOMAIN);
        Amount amount = Amount.of(1_000_000);
        Split split =
                new Split(
                        List.of(
                                new Share(Samples.address(1), 2_500),
                                new Share(Samples.address(2), 7_500)));
        assertEquals(
                "0x3b308ec11d43fe41802e5189e6249953d968a8d1386cf8dda39ee138d85dda0e",
                Samples.DOMAIN.separator().toString());
        assertEquals(
                "0xb8e3068173da68799ad248c8c1aab89ef2d801deefbcbc60aa0e44e889d882fa",
                id.toString());
        assertEquals(
                "0x454a3e832d3a863279b36d963abff4fad2d9d239996fd312b1846dea419b89d0",
                Bytes32.of(VoucherDigest.of(Samples.DOMAIN, id, amount)).toString());
        assertEquals(
                "0x21f27e890bcd56ed05ad64ec8cc510c24f678a8e6641337c7f428f2e9b4c050e",
                Bytes32.of(ReleaseDigest.of(Samples.DOMAIN, id, amount)).toString());
        assertEquals(
                "0x08d155440e4585fa73a4cac0e698f9d05c9ed935c1f8b55e832e97a68a91275d",
                split.hash().toString());
    }

    @Test
    void aReusedVoucherDigestAllocatesNothingAndKeepsNoState() {
        VoucherDigest digest = new VoucherDigest(Samples.DOMAIN);
        ChannelId id = Samples.CHANNEL.id(Samples.DOMAIN);
        Amount amount = Amount.of(5);
        byte[] out = new byte[VoucherDigest.BYTES];
        digest.write(ChannelId.of(new byte[32]), new Amount(-1, -1), out);
        assertEquals(0, Allocation.bytesPerRun(() -> digest.write(id, amount, out)));
        assertArrayEquals(VoucherDigest.of(Samples.DOMAIN, id, amount), out);
    }

    @Test
    void impossibleDomainsAndDelaysAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Domain(0, Address.ZERO));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new ChannelParameters(
                                Samples.PAYER,
                                Samples.PAYER,
                                Samples.PAYEE,
                                Samples.TOKEN,
                                Bytes32.ZERO,
                                -1,
                                Bytes32.ZERO));
    }
}
