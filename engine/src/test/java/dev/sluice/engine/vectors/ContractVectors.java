package dev.sluice.engine.vectors;

import dev.sluice.payments.channel.AttachDigest;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.ReleaseDigest;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.channel.VoucherDigest;
import dev.sluice.payments.crypto.Eip55;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is signed and paid out on chain: the contract's own tests read these files too. */
final class ContractVectors {
    private static final Domain DOMAIN =
            new Domain(31_337, Eip55.parse("0x55d0E0755a0E1d8F6F1433fC6246802A523fe946"));
    private static final String PAYER = "0x00000000000000000000000000000000000A11cE";
    private static final String COIN = "0x0000000000000000000000000000000000000000";
    private static final String TOKEN = "0xFFfFfFffFFfffFFfFFfFFFFFffFFFffffFfFFFfF";
    private static final String MAX_104 = "20282409603651670423947251286015";
    private static final String MAX_128 = "340282366920938463463374607431768211455";
    private static final List<String> AMOUNTS =
            List.of("0", "1", "2", "3", "9999", "123456789", "1000000000000000007", MAX_104);
    private static final BigInteger FIRST_RECIPIENT = BigInteger.valueOf(0x2000);

    private ContractVectors() {}

    /** Who signs what on one channel; keys and words are numbers in hexadecimal. */
    private record Signing(
            String signerKey,
            String payeeKey,
            String token,
            String splitHash,
            long exitDelay,
            String salt,
            String paid) {}

    static Map<String, Object> eip712() {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("chainId", (int) DOMAIN.chainId());
        file.put("contract", Eip55.checksummed(DOMAIN.contract()));
        file.put("domainSeparator", DOMAIN.separator().toString());
        file.put(
                "cases",
                List.of(
                        signing(new Signing("51", "52", COIN, "0", 86_400, "0", "1"), "0"),
                        signing(second(), MAX_104),
                        signing(third(), MAX_128)));
        return file;
    }

    private static Signing second() {
        return new Signing(
                "059186518e23153ebeff5ef3ce519610fd7a6b3c8b7c8bcf1399d805cdd6a2d4",
                "67a0e3ee337469aadb3c13e319ff056f6ad37a75804752b96080b75e85dbba25",
                TOKEN,
                "b4848b10f16d29a1fc9dc44de4931360e9627b85b65e94810389d8088709a6a0",
                3_600,
                "920d083bc49ddfe771a3623e140eefb943e7a253e9ea468fa7a9fec0896e6570",
                MAX_104);
    }

    private static Signing third() {
        return new Signing(
                "0bc26677d92eae29eb7a0967dea8addc7afb718ea33040530e225a476d5fb3e0",
                "0d82da81469fe7eb328c84304179ff70411e6e76e7e0d8336f33c56d247e33b8",
                TOKEN,
                "0",
                2_592_000,
                "5f452ffe13f4380b21c513987788fee1d72f88d33d35bc4b7ee129d937935e57",
                MAX_128);
    }

    private static Map<String, Object> signing(Signing in, String claimed) {
        SecretKey signer = SecretKey.of(word(in.signerKey()).toBytes());
        SecretKey payee = SecretKey.of(word(in.payeeKey()).toBytes());
        ChannelParameters channel =
                new ChannelParameters(
                        Eip55.parse(PAYER),
                        signer.address(),
                        payee.address(),
                        Eip55.parse(in.token()),
                        word(in.splitHash()),
                        in.exitDelay(),
                        word(in.salt()));
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("payer", PAYER);
        out.put("signerKey", word(in.signerKey()).toString());
        out.put("signer", Eip55.checksummed(signer.address()));
        out.put("payeeKey", word(in.payeeKey()).toString());
        out.put("payee", Eip55.checksummed(payee.address()));
        out.put("token", in.token());
        out.put("splitHash", channel.splitHash().toString());
        out.put("exitDelay", Long.toString(in.exitDelay()));
        out.put("salt", channel.salt().toString());
        ChannelId id = channel.id(DOMAIN);
        out.put("channelId", id.toString());
        out.put("cumulativeAmount", in.paid());
        sign(out, "voucher", signer, VoucherDigest.of(DOMAIN, id, Amount.parse(in.paid())));
        out.put("claimed", claimed);
        sign(out, "release", payee, ReleaseDigest.of(DOMAIN, id, Amount.parse(claimed)));
        Bytes32 peer = word(in.salt().equals("0") ? "9" : in.salt());
        out.put("peer", peer.toString());
        sign(out, "attach", signer, AttachDigest.of(DOMAIN, id, peer));
        return out;
    }

    private static void sign(Map<String, Object> out, String what, SecretKey key, byte[] digest) {
        out.put(what + "Digest", Bytes32.of(digest).toString());
        out.put(what + "Signature", "0x" + HexFormat.of().formatHex(key.sign(digest).toBytes()));
    }

    static Map<String, Object> splits() {
        List<Object> cases = new ArrayList<>();
        cases.add(split(10_000));
        cases.add(split(7_000, 3_000));
        cases.add(split(5_000, 5_000, 0));
        cases.add(split(3_333, 3_333, 3_334));
        int[] sixteen = new int[16];
        int rest = Split.WHOLE_BASIS_POINTS;
        for (int i = 0; i < 15; i++) {
            sixteen[i] = 1 + 83 * i;
            rest -= sixteen[i];
        }
        sixteen[15] = rest;
        cases.add(split(sixteen));
        return new LinkedHashMap<>(Map.of("cases", cases));
    }

    private static Map<String, Object> split(int... basisPoints) {
        List<Share> shares = new ArrayList<>();
        List<String> points = new ArrayList<>();
        for (int bps : basisPoints) {
            shares.add(new Share(recipient(shares.size()), bps));
            points.add(Integer.toString(bps));
        }
        Split split = new Split(shares);
        List<String> totals = new ArrayList<>();
        for (String amount : AMOUNTS)
            split.of(Amount.parse(amount)).forEach(part -> totals.add(part.toString()));
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("firstRecipient", Eip55.checksummed(recipient(0)));
        out.put("bps", points);
        out.put("splitHash", split.hash().toString());
        out.put("amounts", AMOUNTS);
        out.put("totals", totals);
        return out;
    }

    private static Address recipient(int index) {
        String digits = FIRST_RECIPIENT.add(BigInteger.valueOf(index)).toString(16);
        return Address.parse("0x" + "0".repeat(40 - digits.length()) + digits);
    }

    private static Bytes32 word(String digits) {
        return Bytes32.parse("0x" + "0".repeat(64 - digits.length()) + digits);
    }
}
