package dev.sluice.chain.rpc;

import java.math.BigInteger;
import java.util.HexFormat;

/** The hex notation of JSON-RPC: quantities without leading zeros, data in whole bytes. */
public final class Hex {
    private Hex() {}

    public static BigInteger number(String quantity) {
        if (!quantity.startsWith("0x"))
            throw new IllegalArgumentException("a quantity starts with 0x: " + quantity);
        return quantity.length() == 2 ? BigInteger.ZERO : new BigInteger(quantity.substring(2), 16);
    }

    public static String quantity(BigInteger number) {
        return "0x" + number.toString(16);
    }

    public static String quantity(long number) {
        return "0x" + Long.toHexString(number);
    }

    public static byte[] bytes(String data) {
        return HexFormat.of().parseHex(data.startsWith("0x") ? data.substring(2) : data);
    }

    public static String data(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
