package dev.sluice.engine.cli;

import dev.sluice.engine.keeper.VoucherCheck;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.crypto.Signature;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;
import dev.sluice.payments.rules.Refused;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/**
 * Highest vouchers in a file, one JSON object a line, for a keeper on another machine: all that a
 * claim needs, and nothing secret. The format is drawn in docs/keeper.md.
 */
final class VoucherFile {
    static final int VERSION = 1;
    private static final int MAX_LINE = 16_384;

    private VoucherFile() {}

    static String line(Domain domain, Claim claim) {
        ChannelParameters parameters = claim.parameters();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("sluiceVoucher", VERSION);
        row.put("chainId", domain.chainId());
        row.put("contract", domain.contract().toString());
        row.put("channel", claim.voucher().channel().toString());
        row.put("payer", parameters.payer().toString());
        row.put("signer", parameters.signer().toString());
        row.put("payee", parameters.payee().toString());
        row.put("token", parameters.token().toString());
        row.put("splitHash", parameters.splitHash().toString());
        row.put("exitDelaySeconds", parameters.exitDelaySeconds());
        row.put("salt", parameters.salt().toString());
        List<Map<String, Object>> split = new ArrayList<>();
        for (Share share : claim.split()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("recipient", share.recipient().toString());
            one.put("basisPoints", share.basisPoints());
            split.add(one);
        }
        row.put("split", split);
        row.put("cumulative", claim.voucher().cumulative().toString());
        byte[] signature = claim.voucher().signature().toBytes();
        row.put("signature", "0x" + HexFormat.of().formatHex(signature));
        return Json.line(row);
    }

    /**
     * Reads a file and checks each row for this domain; a bad row goes to {@code bad} with its line
     * number and the reason, and stops nothing.
     */
    static void read(
            Path file, Domain domain, Consumer<Claim> good, BiConsumer<Integer, String> bad)
            throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) continue;
                try {
                    good.accept(row(line, domain));
                } catch (BadRow e) {
                    bad.accept(number, String.valueOf(e.getMessage()));
                }
            }
        }
    }

    /** A row that cannot be used. */
    static final class BadRow extends Exception {
        private static final long serialVersionUID = 1L;

        BadRow(String why) {
            super(why);
        }
    }

    static Claim row(String line, Domain domain) throws BadRow {
        if (line.length() > MAX_LINE)
            throw new BadRow("the line has " + line.length() + " characters, at most " + MAX_LINE);
        try {
            Map<?, ?> row = Objects.requireNonNullElse(Json.read(line), Map.of());
            long version = number(row, "sluiceVoucher");
            if (version != VERSION)
                throw new BadRow("version " + version + ", this program reads " + VERSION);
            Domain theirs =
                    new Domain(number(row, "chainId"), Address.parse(text(row, "contract")));
            Claim claim = claim(row);
            if (VoucherCheck.check(domain, theirs, claim) instanceof Refused refused)
                throw new BadRow(refused.toString());
            return claim;
        } catch (JacksonException e) {
            throw new BadRow("not a JSON object");
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new BadRow(String.valueOf(e.getMessage()));
        }
    }

    private static Claim claim(Map<?, ?> row) throws BadRow {
        ChannelParameters parameters =
                new ChannelParameters(
                        Address.parse(text(row, "payer")),
                        Address.parse(text(row, "signer")),
                        Address.parse(text(row, "payee")),
                        Address.parse(text(row, "token")),
                        Bytes32.parse(text(row, "splitHash")),
                        number(row, "exitDelaySeconds"),
                        Bytes32.parse(text(row, "salt")));
        byte[] signature = HexFormat.of().parseHex(text(row, "signature").replaceFirst("^0x", ""));
        return new Claim(
                parameters,
                split(row),
                new SignedVoucher(
                        new ChannelId(Bytes32.parse(text(row, "channel"))),
                        Amount.parse(text(row, "cumulative")),
                        Signature.of(signature)));
    }

    private static List<Share> split(Map<?, ?> row) throws BadRow {
        if (!(row.get("split") instanceof List<?> list)) throw new BadRow("split is not a list");
        List<Share> shares = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof Map<?, ?> share)) throw new BadRow("a share is not an object");
            long points = number(share, "basisPoints");
            if (points != (int) points) throw new BadRow("share of " + points + " basis points");
            shares.add(new Share(Address.parse(text(share, "recipient")), (int) points));
        }
        return shares;
    }

    private static String text(Map<?, ?> row, String name) throws BadRow {
        if (row.get(name) instanceof String text) return text;
        throw new BadRow(name + " is missing or no text");
    }

    private static long number(Map<?, ?> row, String name) throws BadRow {
        Object value = row.get(name);
        if (value instanceof Integer || value instanceof Long) return ((Number) value).longValue();
        throw new BadRow(name + " is missing or no whole number");
    }
}
