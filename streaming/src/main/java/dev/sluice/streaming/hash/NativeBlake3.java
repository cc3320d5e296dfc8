package dev.sluice.streaming.hash;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Objects;

/**
 * BLAKE3 by its authors' C, called through the foreign-function API: three times as fast as the
 * JDK's SHA-256. Arrays are handed over in place (critical calls), so nothing is copied, and a
 * slice leaves no more garbage than the views of its parts. Owned by one thread; its state goes
 * with it.
 *
 * <p>The library is loaded by the class, which fails with a {@link LinkageError} where there is
 * none.
 */
final class NativeBlake3 implements Hasher {
    /** A critical call holds up garbage collection, so none is longer than this takes. */
    private static final int MOST_AT_ONCE = 64 << 10;

    /** More than {@code blake3_hasher} has in any version, 1,912 bytes. */
    private static final int STATE_BYTES = 4096;

    private static final int CACHE_LINE_BYTES = 64;

    private static final MethodHandle INIT;
    private static final MethodHandle UPDATE;
    private static final MethodHandle FINALIZE;

    static {
        SymbolLookup library = PackagedLibrary.load();
        var pointer = ValueLayout.ADDRESS;
        var ofState = FunctionDescriptor.ofVoid(pointer);
        var ofStateAndBytes = FunctionDescriptor.ofVoid(pointer, pointer, ValueLayout.JAVA_LONG);
        INIT = function(library, "init", ofState);
        UPDATE = function(library, "update", ofStateAndBytes);
        FINALIZE = function(library, "finalize", ofStateAndBytes);
    }

    private final MemorySegment state = Arena.ofAuto().allocate(STATE_BYTES, CACHE_LINE_BYTES);

    NativeBlake3() {
        begin();
    }

    private static MethodHandle function(
            SymbolLookup library, String name, FunctionDescriptor signature) {
        return Linker.nativeLinker()
                .downcallHandle(
                        library.findOrThrow("blake3_hasher_" + name),
                        signature,
                        Linker.Option.critical(true));
    }

    @Override
    public Hasher update(byte[] in, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, in.length);
        for (int done = 0; done < length; done += MOST_AT_ONCE)
            feed(in, offset + done, Math.min(MOST_AT_ONCE, length - done));
        return this;
    }

    private void feed(byte[] in, int offset, int length) {
        try {
            UPDATE.invokeExact(
                    state, MemorySegment.ofArray(in).asSlice(offset, length), (long) length);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    @Override
    public void digestInto(byte[] out, int offset) {
        try {
            FINALIZE.invokeExact(
                    state, MemorySegment.ofArray(out).asSlice(offset, BYTES), (long) BYTES);
        } catch (Throwable e) {
            throw failed(e);
        }
        begin();
    }

    private void begin() {
        try {
            INIT.invokeExact(state);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(Throwable cause) {
        return new IllegalStateException("a call of the BLAKE3 library fails", cause);
    }
}
