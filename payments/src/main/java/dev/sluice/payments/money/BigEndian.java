package dev.sluice.payments.money;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Writes longs into byte arrays, most significant byte first, without a buffer object. */
final class BigEndian {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    static void put(byte[] target, int offset, long value) {
        LONGS.set(target, offset, value);
    }
}
