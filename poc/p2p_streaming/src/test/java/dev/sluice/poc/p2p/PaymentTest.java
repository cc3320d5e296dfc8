package dev.sluice.poc.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.acinq.secp256k1.Secp256k1;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PaymentTest {
    private static final int CHANNEL = 5;
    private static final byte[] SECRET = secret(1);

    private final Gate gate = new Gate(CHANNEL, Secp256k1.get().pubkeyCreate(SECRET));

    @Test
    void nothing_is_served_beyond_what_is_paid() {
        assertFalse(gate.charge(1), "before the first voucher");
        assertTrue(gate.accept(Voucher.sign(CHANNEL, 100, SECRET)));

        assertFalse(gate.charge(101));
        assertTrue(gate.charge(99));
        assertTrue(gate.charge(1));
        assertFalse(gate.charge(1));
    }

    @Test
    void an_earlier_voucher_changes_nothing() {
        gate.accept(Voucher.sign(CHANNEL, 100, SECRET));
        assertTrue(gate.accept(Voucher.sign(CHANNEL, 40, SECRET)));

        assertTrue(gate.charge(100));
    }

    @Test
    void a_voucher_of_another_key_channel_or_amount_is_refused() {
        assertFalse(gate.accept(Voucher.sign(CHANNEL, 100, secret(2))));
        assertFalse(gate.accept(Voucher.sign(CHANNEL + 1, 100, SECRET)));
        Voucher raised = new Voucher(101, Voucher.sign(CHANNEL, 100, SECRET).signature);
        assertFalse(gate.accept(raised));

        assertFalse(gate.charge(1));
    }

    @Test
    void a_purse_pays_a_window_ahead_and_no_request_goes_unpaid() {
        Purse purse = new Purse(CHANNEL, SECRET, 100);
        for (int i = 0; i < 25; i++) {
            Voucher voucher = purse.pay(30);
            if (voucher != null) assertTrue(gate.accept(voucher));
            assertTrue(gate.charge(30), "request " + i);
        }

        assertEquals(8, purse.vouchers(), "of 100 for 750");
    }

    @Test
    void a_request_dearer_than_a_window_is_paid_whole() {
        Purse purse = new Purse(CHANNEL, SECRET, 100);

        Voucher voucher = purse.pay(250);

        assertNotNull(voucher);
        assertEquals(250, voucher.cumulativeBaseUnits);
        assertNotNull(purse.pay(1));
        assertNull(purse.pay(99));
    }

    private static byte[] secret(int value) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) value);
        return secret;
    }
}
