package dev.sluice.poc.crypto;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * BLAKE3 by a C library with the interface of its authors, called through the foreign-function API.
 * Arrays on the heap are handed over in place (a critical call), so nothing is copied. Owned by one
 * thread: it reuses the library's state.
 */
final class NativeBlake3 implements Hash {
    /** Names further libraries, separated as in a class path. */
    static final String LIBRARIES = "BLAKE3_LIBRARIES";

    private static final String PACKAGED = "/libblake3.so";

    /** More than {@code blake3_hasher} has in any version: 1,912. */
    private static final int STATE_BYTES = 4096;

    private final MemorySegment state = Arena.ofAuto().allocate(STATE_BYTES, 64);
    private final MethodHandle init;
    private final MethodHandle update;
    private final MethodHandle finish;

    private NativeBlake3(SymbolLookup library, String prefix) {
        var pointer = ValueLayout.ADDRESS;
        init = handle(library, prefix + "init", FunctionDescriptor.ofVoid(pointer));
        var withLength = FunctionDescriptor.ofVoid(pointer, pointer, ValueLayout.JAVA_LONG);
        update = handle(library, prefix + "update", withLength);
        finish = handle(library, prefix + "finalize", withLength);
    }

    private static MethodHandle handle(
            SymbolLookup library, String name, FunctionDescriptor signature) {
        return Linker.nativeLinker()
                .downcallHandle(library.findOrThrow(name), signature, Linker.Option.critical(true));
    }

    /**
     * The packaged library and those that the environment names; empty where none can be loaded.
     */
    static Map<String, Hash> all() {
        Map<String, Hash> found = new LinkedHashMap<>();
        if (NativeBlake3.class.getResource(PACKAGED) != null && isLinuxX64())
            found.put("BLAKE3, blake3-jni of Maven Central", load(unpacked()));
        String more = System.getenv(LIBRARIES);
        if (more != null)
            for (String path : more.split(File.pathSeparator, -1))
                if (!path.isEmpty())
                    found.put("BLAKE3, " + Path.of(path).getFileName(), load(path));
        return found;
    }

    private static boolean isLinuxX64() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    /** LLVM has the same code under names of its own. */
    private static NativeBlake3 load(String path) {
        SymbolLookup library = SymbolLookup.libraryLookup(Path.of(path), Arena.global());
        boolean plain = library.find("blake3_hasher_init").isPresent();
        return new NativeBlake3(library, plain ? "blake3_hasher_" : "llvm_blake3_hasher_");
    }

    private static String unpacked() {
        try (InputStream in = NativeBlake3.class.getResourceAsStream(PACKAGED)) {
            if (in == null) throw new IOException("no " + PACKAGED + " on the class path");
            Path file = Files.createTempFile("libblake3", ".so");
            file.toFile().deleteOnExit();
            Files.write(file, in.readAllBytes());
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void digest(byte[] in, int length, byte[] out) {
        try {
            init.invokeExact(state);
            update.invokeExact(state, MemorySegment.ofArray(in), (long) length);
            finish.invokeExact(state, MemorySegment.ofArray(out), (long) BYTES);
        } catch (Throwable e) {
            throw new IllegalStateException("a call of the C library fails", e);
        }
    }
}
