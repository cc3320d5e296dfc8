package dev.sluice.poc.microtransaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemeTest {
    private final Channel channel = Channel.numbered(new NativeSigning(), 1);

    static List<Scheme> schemes() {
        return List.of(Scheme.vouchers(), Scheme.ticks(8), Scheme.tree(8), Scheme.coins(32));
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void payments_in_any_order_and_twice_come_to_the_same(Scheme scheme) {
        Payer payer = scheme.payer(channel);
        List<byte[]> messages = new ArrayList<>();
        for (int slices = 1; slices <= 20; slices++) messages.add(payer.pay(slices));
        messages.addAll(List.copyOf(messages));
        Collections.shuffle(messages, new Random(17));
        Payee payee = scheme.payee(channel);

        long last = 0;
        for (byte[] message : messages) {
            long paid = payee.accept(message);
            assertEquals(Math.max(last, paid), paid, "never backwards (I6)");
            last = paid;
        }

        assertEquals(20, last);
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void no_bit_of_a_payment_can_be_changed_for_money(Scheme scheme) {
        byte[] message = scheme.payer(channel).pay(1);

        for (int bit = 0; bit < 8 * message.length; bit++) {
            byte[] forged = message.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(0, scheme.payee(channel).accept(forged), "bit " + bit);
        }
        assertEquals(1, scheme.payee(channel).accept(message));
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void torn_and_foreign_payments_are_worth_nothing(Scheme scheme) {
        byte[] message = scheme.payer(channel).pay(1);
        Payee payee = scheme.payee(channel);

        for (int length = 0; length < message.length; length++)
            assertEquals(0, payee.accept(Arrays.copyOf(message, length)));
        Channel other = Channel.numbered(new NativeSigning(), 2);
        assertEquals(0, scheme.payee(other).accept(message), "T1");
    }
}
