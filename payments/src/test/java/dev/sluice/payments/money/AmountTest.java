package dev.sluice.payments.money;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.payments.Samples;
import dev.sluice.payments.SeededTrials;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

final class AmountTest {
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(128);
    private static final Amount MAX = new Amount(-1, -1);

    @Test
    void sumsAndDifferencesAreThoseOfBigInteger() {
        SeededTrials.run(
                5_000,
                random -> {
                    Amount a = Samples.anyAmount(random);
                    Amount b = Samples.anyAmount(random);
                    BigInteger sum = a.toBigInteger().add(b.toBigInteger());
                    if (sum.compareTo(LIMIT) < 0) assertEquals(Amount.of(sum), a.plus(b));
                    else assertThrows(ArithmeticException.class, () -> a.plus(b));
                    BigInteger difference = a.toBigInteger().subtract(b.toBigInteger());
                    if (difference.signum() >= 0)
                        assertEquals(difference, a.minus(b).toBigInteger());
                    else assertThrows(ArithmeticException.class, () -> a.minus(b));
                    assertEquals(Amount.of(difference.max(BigInteger.ZERO)), a.minusOrZero(b));
                });
    }

    @Test
    void orderTextAndBytesAreThoseOfBigInteger() {
        SeededTrials.run(
                5_000,
                random -> {
                    Amount a = Samples.anyAmount(random);
                    Amount b = Samples.anyAmount(random);
                    int order = a.toBigInteger().compareTo(b.toBigInteger());
                    assertEquals(order, Integer.signum(a.compareTo(b)));
                    assertEquals(a.toBigInteger().toString(), a.toString());
                    assertEquals(a, Amount.parse(a.toString()));
                    assertEquals(a, Amount.fromBytes(a.toBytes()));
                });
    }

    @Test
    void productsAreExactOrRefused() {
        SeededTrials.run(
                2_000,
                random -> {
                    Amount a = Samples.anyAmount(random);
                    long factor = SeededTrials.positive(random);
                    BigInteger product = a.toBigInteger().multiply(BigInteger.valueOf(factor));
                    if (product.compareTo(LIMIT) < 0)
                        assertEquals(Amount.of(product), a.times(factor));
                    else assertThrows(ArithmeticException.class, () -> a.times(factor));
                });
    }

    @Test
    void theLargestAmountHoldsAndOneMoreDoesNot() {
        assertEquals(LIMIT.subtract(BigInteger.ONE), MAX.toBigInteger());
        assertEquals(MAX, MAX.minus(Amount.of(1)).plus(1));
        assertThrows(ArithmeticException.class, () -> MAX.plus(1));
        assertThrows(ArithmeticException.class, () -> Amount.ZERO.minus(Amount.of(1)));
        assertThrows(IllegalArgumentException.class, () -> Amount.of(LIMIT));
        assertEquals(MAX, Amount.of(LIMIT.subtract(BigInteger.ONE)));
        assertThrows(IllegalArgumentException.class, () -> Amount.of(-1));
        assertThrows(IllegalArgumentException.class, () -> Amount.of(BigInteger.ONE.negate()));
        assertEquals(Amount.ZERO, Amount.of(BigInteger.ZERO));
        assertThrows(IllegalArgumentException.class, () -> MAX.times(-1));
        assertThrows(IllegalArgumentException.class, () -> Amount.fromBytes(new byte[15]));
    }

    @Test
    void aLongIsSaturatedAtTheBound() {
        assertEquals(Long.MAX_VALUE, Amount.of(Long.MAX_VALUE).toLongSaturated());
        assertEquals(Long.MAX_VALUE, Amount.of(Long.MAX_VALUE).plus(1).toLongSaturated());
        assertEquals(Long.MAX_VALUE, new Amount(1, 0).toLongSaturated());
        assertEquals(Long.MAX_VALUE - 1, Amount.of(Long.MAX_VALUE - 1).toLongSaturated());
    }

    @Test
    void theHigherAndTheLowerOfTwoAreFound() {
        assertEquals(Amount.of(2), Amount.max(Amount.of(1), Amount.of(2)));
        assertEquals(Amount.of(2), Amount.max(Amount.of(2), Amount.of(1)));
        assertEquals(Amount.of(1), Amount.min(Amount.of(1), Amount.of(2)));
        assertEquals(Amount.of(1), Amount.min(Amount.of(2), Amount.of(1)));
    }

    @Test
    void wordsOfThirtyTwoBytesAreBigEndian() {
        SeededTrials.run(
                200,
                random -> {
                    byte[] bytes = Samples.bytes(random, 32);
                    Bytes32 word = Bytes32.of(bytes);
                    assertArrayEquals(bytes, word.toBytes());
                    assertEquals(word, Bytes32.parse(word.toString()));
                    assertEquals(word, Bytes32.parse(word.toString().substring(2)));
                    Bytes32 other = Bytes32.of(Samples.bytes(random, 32));
                    int order =
                            new BigInteger(1, bytes).compareTo(new BigInteger(1, other.toBytes()));
                    assertEquals(order, Integer.signum(word.compareTo(other)));
                });
    }
}
