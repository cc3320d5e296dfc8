/**
 * The hashes of slices and pages: 32 bytes from any number of them, on arrays of the heap.
 *
 * <pre>
 *   Hasher ◄── Sha256                 the JDK's
 *      ▲
 *      ├────── NativeBlake3           the authors' C through the foreign-function API, where it loads
 *      └────── BouncyCastleBlake3     in Java, everywhere
 *
 *   Blake3 chooses between the last two, once, when a BLAKE3 is first asked for.
 * </pre>
 *
 * <p><b>Not pure</b>, and so outside of {@code content}: the native library is read from its jar
 * and loaded through a file. Nothing of that happens before a BLAKE3 is asked for, so that a work
 * of SHA-256 cannot be hurt by it.
 *
 * <p>Packages: hash ◄── content
 */
@NullMarked
package dev.sluice.streaming.hash;

import org.jspecify.annotations.NullMarked;
