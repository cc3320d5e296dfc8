/**
 * Keys at rest and as words: keystore V3, encrypted with scrypt; BIP-39 mnemonics and their
 * accounts.
 */
@NullMarked
package dev.sluice.chain.key;

import org.jspecify.annotations.NullMarked;
