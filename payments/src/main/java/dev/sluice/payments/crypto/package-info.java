/**
 * Keccak-256, secp256k1 and what is signed with it. The only package that knows BouncyCastle or
 * libsecp256k1.
 */
@NullMarked
package dev.sluice.payments.crypto;

import org.jspecify.annotations.NullMarked;
