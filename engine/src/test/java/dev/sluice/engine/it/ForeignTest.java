package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.chain.key.KeyFile;
import dev.sluice.chain.key.Keystore;
import dev.sluice.chain.key.Mnemonic;
import dev.sluice.chain.key.ScryptCost;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.channel.VoucherDigest;
import dev.sluice.payments.crypto.Eip55;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.crypto.Signers;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A second implementation agrees: the program in {@code docs/vectors/foreign}, on ethers and Node's
 * own cryptography, with no code of ours.
 */
final class ForeignTest {
    private static final String WORDS =
            "letter advice cage absurd amount doctor acoustic avoid letter advice cage above";
    private static final String PASSPHRASE = "sch\u00f6nes Pa\u00dfwort 17";
    private static final List<Integer> INDEXES = List.of(0, 1, 7, Integer.MAX_VALUE);

    @TempDir Path directory;

    private final Random random = new Random(712);
    private final SecretKey key = SecretKey.random(random);
    private final Domain domain = new Domain(31_337, SecretKey.random(random).address());
    private final ChannelParameters channel =
            new ChannelParameters(
                    SecretKey.random(random).address(),
                    key.address(),
                    SecretKey.random(random).address(),
                    Address.ZERO,
                    new Bytes32(1, 2, 3, 4),
                    86_400,
                    new Bytes32(random.nextLong(), 0, -1, random.nextLong()));
    private final Amount amount = new Amount(random.nextLong(), random.nextLong());

    @Test
    void everyGoldenVectorIsRecomputed() throws Exception {
        String said = node("", "check.mjs");
        assertTrue(said.matches("[1-9][0-9]+ values checked, 0 differ\\s+"), said);
    }

    /** The check can fail: one digit of each file in turn is turned into another. */
    @Test
    void aVectorThatIsWrongIsFound() throws Exception {
        Path vectors = folder().getParent();
        List<String> names = new ArrayList<>();
        try (var files = Files.list(vectors)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                String text = Files.readString(file);
                int at = text.lastIndexOf('"') - 1;
                char other = text.charAt(at) == '1' ? '2' : '1';
                String wrong = text.substring(0, at) + other + text.substring(at + 1);
                String name = String.valueOf(file.getFileName());
                Files.writeString(directory.resolve(name), wrong);
                names.add(name);
            }
        }
        Process check = start("check.mjs", directory.toString());
        String said = finish(check, "");
        assertNotEquals(0, check.exitValue());
        for (String name : names) assertTrue(said.contains(name + ": "), said);
    }

    @Test
    void keysFilesAccountsAndVouchersGoBothWays_T21() throws Exception {
        Path ours = directory.resolve("ours.json");
        Keystore.create(ours, key, PASSPHRASE.toCharArray(), ScryptCost.TEST_ONLY);
        String request = JsonMapper.shared().writeValueAsString(request(Files.readString(ours)));
        JsonNode answer = JsonMapper.shared().readTree(node(request, "speak.mjs"));
        assertEquals(hex(key.toBytes()), text(answer, "decrypted"), "ethers opens our keystore");
        Path theirs = directory.resolve("theirs.json");
        KeyFile.write(theirs, text(answer, "keystore").getBytes(StandardCharsets.UTF_8));
        SecretKey read = Keystore.load(theirs, PASSPHRASE.toCharArray());
        assertEquals(hex(key.toBytes()), hex(read.toBytes()), "we open ethers' keystore");
        checkAccounts(answer.required("accounts"));
        checkVoucher(answer);
    }

    private Map<String, Object> request(String keystore) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("keystore", keystore);
        request.put("passphrase", PASSPHRASE);
        request.put("key", hex(key.toBytes()));
        request.put("mnemonic", WORDS);
        request.put("indexes", INDEXES);
        request.put("chainId", domain.chainId());
        request.put("contract", domain.contract().toString());
        request.put("amount", amount.toString());
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("payer", channel.payer().toString());
        parameters.put("signer", channel.signer().toString());
        parameters.put("payee", channel.payee().toString());
        parameters.put("token", channel.token().toString());
        parameters.put("splitHash", channel.splitHash().toString());
        parameters.put("exitDelay", channel.exitDelaySeconds());
        parameters.put("salt", channel.salt().toString());
        request.put("channel", parameters);
        SignedVoucher own = SignedVoucher.sign(domain, channel.id(domain), amount, key);
        request.put("signature", hex(own.signature().toBytes()));
        return request;
    }

    private static void checkAccounts(JsonNode accounts) {
        for (int i = 0; i < INDEXES.size(); i++) {
            SecretKey ours = Mnemonic.parse(WORDS).account(INDEXES.get(i));
            assertEquals(Eip55.checksummed(ours.address()), text(accounts.get(i), "address"));
            assertEquals(hex(ours.toBytes()), text(accounts.get(i), "key"));
        }
    }

    private void checkVoucher(JsonNode answer) {
        assertEquals(channel.id(domain).toString(), text(answer, "channelId"));
        assertEquals(Eip55.checksummed(key.address()), text(answer, "signer"), "of our voucher");
        byte[] signature = HexFormat.of().parseHex(text(answer, "signature").substring(2));
        byte[] digest = VoucherDigest.of(domain, channel.id(domain), amount);
        assertTrue(Signers.isSignedBy(digest, Signature.of(signature), key.address()));
    }

    private static String text(JsonNode object, String name) {
        return object.required(name).asString();
    }

    private static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    private static Path folder() {
        Path root = Path.of(System.getProperty("sluice.root", "..")).toAbsolutePath().normalize();
        return root.resolve("docs/vectors/foreign");
    }

    private String node(String stdin, String... arguments) throws Exception {
        Process process = start(arguments);
        String said = finish(process, stdin);
        assertEquals(0, process.exitValue(), said);
        return said;
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder().toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static String finish(Process process, String stdin) throws Exception {
        try (OutputStream in = process.getOutputStream()) {
            in.write(stdin.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
