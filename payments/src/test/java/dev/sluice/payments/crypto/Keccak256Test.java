package dev.sluice.payments.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.payments.Allocation;
import dev.sluice.payments.Samples;
import dev.sluice.payments.SeededTrials;
import dev.sluice.payments.money.Bytes32;
import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.junit.jupiter.api.Test;

final class Keccak256Test {
    private static String hash(String text) {
        return Bytes32.of(Keccak256.hash(text.getBytes(US_ASCII))).toString();
    }

    @Test
    void knownAnswersHold() {
        assertEquals(
                "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470", hash(""));
        assertEquals(
                "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45", hash("abc"));
        assertEquals(
                "0x8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f",
                hash(
                        "EIP712Domain(string name,string version,uint256 chainId,address"
                                + " verifyingContract)"));
    }

    @Test
    void partsAreHashedAsOne() {
        SeededTrials.run(
                300,
                random -> {
                    byte[] a = Samples.bytes(random, random.nextInt(300));
                    byte[] b = Samples.bytes(random, random.nextInt(300));
                    Keccak.Digest256 oracle = new Keccak.Digest256();
                    oracle.update(a);
                    assertArrayEquals(oracle.digest(b), Keccak256.hash(a, b));
                });
    }

    @Test
    void aReusedInstanceStartsAnewAndAllocatesNothing() {
        Keccak256 keccak = new Keccak256();
        byte[] input = new byte[100];
        byte[] out = new byte[40];
        long bytes =
                Allocation.bytesPerRun(
                        () -> {
                            keccak.update(input, 10, 64);
                            keccak.finish(out, 8);
                        });
        assertEquals(0, bytes);
        byte[] expected = new byte[40];
        System.arraycopy(Keccak256.hash(new byte[64]), 0, expected, 8, 32);
        assertArrayEquals(expected, out);
    }
}
