package dev.sluice.payments.channel;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.crypto.Eip55;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Digests, signatures and splits against the golden vectors, which the contract is held to as well.
 */
final class ContractVectorsTest {
    private static List<Map<String, String>> read(String name) throws IOException {
        List<Map<String, String>> objects = VectorFile.read(name);
        assertTrue(objects.size() > 1, name);
        return objects;
    }

    private static String field(Map<String, String> object, String name) {
        return requireNonNull(object.get(name), name);
    }

    private static SecretKey key(Map<String, String> object, String name) {
        return SecretKey.of(Bytes32.parse(field(object, name)).toBytes());
    }

    private static Signature signature(Map<String, String> object, String name) {
        return Signature.of(HexFormat.of().parseHex(field(object, name).substring(2)));
    }

    private static ChannelParameters channel(Map<String, String> object) {
        return new ChannelParameters(
                Eip55.parse(field(object, "payer")),
                Eip55.parse(field(object, "signer")),
                Eip55.parse(field(object, "payee")),
                Eip55.parse(field(object, "token")),
                Bytes32.parse(field(object, "splitHash")),
                Long.parseLong(field(object, "exitDelay")),
                Bytes32.parse(field(object, "salt")));
    }

    @Test
    void idsDigestsAndSignaturesAreTheContracts_T1_T2() throws IOException {
        List<Map<String, String>> objects = read("eip712.json");
        Map<String, String> head = objects.getFirst();
        Domain domain =
                new Domain(
                        Long.parseLong(field(head, "chainId")),
                        Eip55.parse(field(head, "contract")));
        assertEquals(field(head, "domainSeparator"), domain.separator().toString());
        for (Map<String, String> vector : objects.subList(1, objects.size()))
            checkCase(domain, vector);
    }

    private static void checkCase(Domain domain, Map<String, String> vector) {
        ChannelId id = channel(vector).id(domain);
        Amount paid = Amount.parse(field(vector, "cumulativeAmount"));
        Amount claimed = Amount.parse(field(vector, "claimed"));
        byte[] voucher = VoucherDigest.of(domain, id, paid);
        byte[] release = ReleaseDigest.of(domain, id, claimed);
        SecretKey signer = key(vector, "signerKey");
        SecretKey payee = key(vector, "payeeKey");
        Bytes32 peer = Bytes32.parse(field(vector, "peer"));
        byte[] attach = AttachDigest.of(domain, id, peer);
        assertEquals(field(vector, "attachDigest"), Bytes32.of(attach).toString());
        assertEquals(signature(vector, "attachSignature"), signer.sign(attach));
        assertEquals(field(vector, "channelId"), id.toString());
        assertEquals(field(vector, "voucherDigest"), Bytes32.of(voucher).toString());
        assertEquals(field(vector, "releaseDigest"), Bytes32.of(release).toString());
        assertEquals(Eip55.parse(field(vector, "signer")), signer.address());
        assertEquals(signature(vector, "voucherSignature"), signer.sign(voucher));
        assertEquals(signature(vector, "releaseSignature"), payee.sign(release));
    }

    @Test
    void splitsAreHashedAndSharedOutAsTheContractDoes_T7() throws IOException {
        List<Map<String, String>> objects = read("splits.json");
        for (Map<String, String> vector : objects.subList(1, objects.size())) checkSplit(vector);
    }

    private static List<String> list(Map<String, String> object, String name) {
        return Arrays.asList(field(object, name).split(",", -1));
    }

    private static void checkSplit(Map<String, String> vector) {
        BigInteger first = new BigInteger(field(vector, "firstRecipient").substring(2), 16);
        List<Share> shares = new ArrayList<>();
        for (String points : list(vector, "bps")) {
            String hex = first.add(BigInteger.valueOf(shares.size())).toString(16);
            String address = "0".repeat(40 - hex.length()) + hex;
            shares.add(new Share(Eip55.parse(address), Integer.parseInt(points)));
        }
        Split split = new Split(shares);
        List<String> totals = new ArrayList<>();
        for (String amount : list(vector, "amounts"))
            split.of(Amount.parse(amount)).forEach(part -> totals.add(part.toString()));
        assertEquals(field(vector, "splitHash"), split.hash().toString());
        assertEquals(list(vector, "totals"), totals);
    }
}
