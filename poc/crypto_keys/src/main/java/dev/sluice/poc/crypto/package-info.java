/** What ciphers, hashes, signatures and key derivations cost at slice sizes. */
@NullMarked
package dev.sluice.poc.crypto;

import org.jspecify.annotations.NullMarked;
