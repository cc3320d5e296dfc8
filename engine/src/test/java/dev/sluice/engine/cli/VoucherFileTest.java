package dev.sluice.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.Samples;
import dev.sluice.payments.channel.ChannelParameters;
import dev.sluice.payments.channel.Share;
import dev.sluice.payments.channel.SignedVoucher;
import dev.sluice.payments.channel.Split;
import dev.sluice.payments.ledger.Claim;
import dev.sluice.payments.money.Amount;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a keeper believes of a file that somebody else wrote. */
final class VoucherFileTest {
    private static final List<Share> SHARES =
            List.of(new Share(Samples.address(1), 4_000), new Share(Samples.address(2), 6_000));
    private static final ChannelParameters CHANNEL = Samples.channel(5, new Split(SHARES).hash());
    private static final Claim CLAIM = new Claim(CHANNEL, SHARES, Samples.voucher(CHANNEL, 1_234));
    private static final String ROW = VoucherFile.line(Samples.DOMAIN, CLAIM);

    @Test
    void whatWasWrittenIsReadAgain() throws Exception {
        assertEquals(CLAIM, VoucherFile.row(ROW, Samples.DOMAIN));
    }

    /** The format is a promise to other programs: a change of it is a new version. */
    @Test
    void theRowIsPinned() {
        ChannelParameters channel = Samples.channel(7);
        SignedVoucher voucher =
                new SignedVoucher(Samples.id(channel), Amount.of(9), Samples.SIGNATURE);
        String row = VoucherFile.line(Samples.DOMAIN, new Claim(channel, List.of(), voucher));
        String start = "{\"sluiceVoucher\":1,\"chainId\":31337,\"contract\":\"0x";
        assertTrue(row.startsWith(start), row);
        assertTrue(row.contains("\"exitDelaySeconds\":86400,\"salt\":\"0x0000000000000007"), row);
        String end =
                "\"split\":[],\"cumulative\":\"9\",\"signature\":\"0x" + "00".repeat(65) + "\"}";
        assertTrue(row.endsWith(end), row);
    }

    @Test
    void everyFieldThatWasChangedIsRefusedByItsReason() {
        refused("WRONG_CHAIN", "\"chainId\":31337", "\"chainId\":31338");
        refused("WRONG_CONTRACT", "\"contract\":\"0xc0", "\"contract\":\"0xc1");
        refused("BAD_SIGNATURE", "\"cumulative\":\"1234\"", "\"cumulative\":\"1235\"");
        refused("CHANNEL_MISMATCH", "\"exitDelaySeconds\":86400", "\"exitDelaySeconds\":86401");
        refused("WRONG_SPLIT", "\"basisPoints\":4000", "\"basisPoints\":4001");
        refused("version 2", "\"sluiceVoucher\":1", "\"sluiceVoucher\":2");
        refused("sluiceVoucher is missing", "\"sluiceVoucher\":1", "\"sluiceVoucher\":\"1\"");
        refused("salt is missing", "\"salt\"", "\"pepper\"");
        refused("split is not a list", "\"split\":[", "\"split\":5,\"was\":[");
    }

    private static void refused(String reason, String field, String changed) {
        assertTrue(ROW.contains(field), ROW);
        refusedRow(reason, ROW.replace(field, changed));
    }

    private static void refusedRow(String reason, String row) {
        VoucherFile.BadRow bad =
                assertThrows(VoucherFile.BadRow.class, () -> VoucherFile.row(row, Samples.DOMAIN));
        assertTrue(String.valueOf(bad.getMessage()).contains(reason), bad.getMessage());
    }

    @Test
    void aTornOrForeignLineIsABadRowAndNothingWorse() {
        for (int length = 0; length < ROW.length(); length += 7)
            refusedRow("", ROW.substring(0, length));
        refusedRow("", "[]");
        refusedRow("", "null");
        refusedRow("", "{\"sluiceVoucher\":1e99}");
        refusedRow("at most 16384", ROW + " ".repeat(16_384));
    }
}
